// The original's manner: lock with its options, read, change, write in place, unlock.
const fs = require('fs'), lock = require('proper-lockfile');
const [file, name, count] = process.argv.slice(2);
(async () => {
  for (let i = 0; i < +count; i++) {
    const release = await lock.lock(file, {retries: {retries: 10, factor: 2, minTimeout: 100, maxTimeout: 10000, randomize: true}, stale: 30000});
    const store = JSON.parse(fs.readFileSync(file, 'utf8'));
    const id = `p:${name}-${i}`;
    store.profiles[id] = {type: 'api_key', provider: 'p', key: 'sk-' + id};
    fs.writeFileSync(file, JSON.stringify(store, null, 2) + '\n');
    await release();
  }
})().catch(e => { console.error(e); process.exit(1); });
