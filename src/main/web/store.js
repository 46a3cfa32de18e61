// One state, one drawing of it per frame. Whoever changes something calls update(); nobody draws by hand.

let draw = () => {};
let asked = false;
let took = 0;

function atNextFrame() {
  requestAnimationFrame(() => {
    asked = false;
    const from = performance.now();
    draw();
    took = performance.now() - from;
  });
}

/** Asks for the page to be drawn again before the next frame; a little later where drawing takes long, so that there is time for the reader. */
export function update() {
  if (!asked) {
    asked = true;
    if (took < 6) {
      atNextFrame();
    } else {
      setTimeout(atNextFrame, Math.min(60, took * 4));
    }
  }
}

export function drawWith(drawing) {
  draw = drawing;
}

/** Draws at once: for those who must measure what they drew. */
export function drawNow() {
  draw();
}

export const state = {
  route: 'chat',
  menu: false, // the side bar on a narrow screen
  connection: 'signed-out', // signed-out | connecting | connected | waiting
  problem: null, // why not connected: {code, message, requestId?}
  hello: null,
  server: null,
  toasts: [],
  dialog: null,
};

/** Whether the gateway has this method. */
export function can(method) {
  return state.hello?.features?.methods?.includes(method) ?? false;
}

let lastToast = 0;

/** A short sentence at the edge of the screen, read aloud by screen readers. */
export function toast(text, kind = 'info') {
  const id = ++lastToast;
  state.toasts = [...state.toasts.slice(-3), {id, text, kind}];
  update();
  setTimeout(() => dropToast(id), kind === 'error' ? 9000 : 4000);
}

export function dropToast(id) {
  state.toasts = state.toasts.filter(one => one.id !== id);
  update();
}
