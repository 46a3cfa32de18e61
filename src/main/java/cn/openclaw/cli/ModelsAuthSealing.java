package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfileStore.Sealing;
import cn.openclaw.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models auth encrypt | decrypt | status}: how the secrets of one agent's store are kept. */
final class ModelsAuthSealing {
    private final ModelsAuthStore auth;
    private final boolean json;

    ModelsAuthSealing(ModelsAuthStore auth, boolean json) {
        this.auth = auth;
        this.json = json;
    }

    void encrypt() {
        auth.store.encrypt();
        Sealing sealing = auth.store.sealing();
        if (json) {
            print(sealing);
            return;
        }
        sayEncrypted(sealing);
        auth.cli.print(ModelsAuthText.ORIGINAL_CANNOT);
    }

    void decrypt() {
        auth.store.decrypt();
        Sealing sealing = auth.store.sealing();
        if (json) {
            print(sealing);
        } else {
            auth.cli.print(ModelsAuthText.DECRYPTED, sealing.plain());
        }
    }

    void status() {
        Sealing sealing = auth.store.sealing();
        if (json) {
            print(sealing);
            return;
        }
        auth.cli.print(ModelsAuthText.FILE_LINE, auth.display(auth.store.file()));
        if (sealing.encrypted()) {
            sayEncrypted(sealing);
        } else {
            auth.cli.print(ModelsAuthText.PLAIN, sealing.plain());
        }
        auth.sayProblems();
    }

    private void sayEncrypted(Sealing sealing) {
        if (sealing.passphrase()) {
            auth.cli.print(ModelsAuthText.ENCRYPTED_WITH_PASSPHRASE, sealing.sealed());
        } else {
            auth.cli.print(ModelsAuthText.ENCRYPTED_WITH_FILE, sealing.sealed(), auth.display(sealing.keyFile()));
        }
    }

    private void print(Sealing sealing) {
        ObjectNode answer = Json.object();
        answer.put("agentId", auth.agentId);
        answer.put("authStorePath", auth.store.file().toString());
        answer.put("encrypted", sealing.encrypted());
        answer.put("encryptedProfiles", sealing.sealed());
        answer.put("plainProfiles", sealing.plain());
        answer.put("key", !sealing.encrypted() ? null : sealing.passphrase() ? "passphrase" : "key-file");
        answer.put("keyFile", sealing.keyFile().toString());
        ArrayNode problems = answer.putArray("problems");
        auth.store.problems().forEach(problem -> problems.add(problem.in(auth.cli.language())));
        auth.json(answer);
    }
}
