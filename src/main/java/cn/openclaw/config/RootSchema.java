package cn.openclaw.config;

/** The whole configuration, section by section, and the smaller sections. */
final class RootSchema extends Schema {
    private RootSchema() {}

    static SchemaNode root() {
        return open(ANY,
                key("$schema", TEXT, "本文件的 JSON Schema，供编辑器使用", "the JSON Schema of this file, for editors"),
                key("env", named("env"), "环境变量；不覆盖已设置的", "environment variables; they replace none that is set"),
                key("models", named("models"), "模型服务商与型号", "model providers and models"),
                key("agents", named("agents"), "智能体", "agents"),
                key("auth", named("auth"), "用哪份凭据；不含密钥", "which credentials to use; holds no secret"));
    }

    static SchemaNode env() {
        return open(TEXT,
                key("shellEnv", object(
                        key("enabled", FLAG, "从登录 shell 取缺少的密钥", "take missing keys from the login shell").or("false"),
                        key("timeoutMs", WHOLE, "最多等多久（毫秒）", "how long to wait, in milliseconds").or("15000")),
                        "登录 shell 里的变量", "variables of the login shell"),
                key("vars", TEXT_MAP, "变量；与直接写在 env 里相同", "variables; the same as writing them in env itself"));
    }

    static SchemaNode auth() {
        return object(
                key("profiles", map(object(
                        must("provider", TEXT, "属于哪个服务商", "the provider it is for"),
                        must("mode", union("api_key", "oauth", "token"), "凭据种类", "the kind of credential"),
                        key("email", TEXT, "账号邮箱", "the account's address"))),
                        "凭据，按 id；密钥在 auth-profiles.json 里", "credentials by id; their keys are in auth-profiles.json"),
                key("order", map(TEXTS), "每个服务商依次使用哪些凭据", "which credentials to try for a provider, in order"),
                key("cooldowns", object(
                        key("billingBackoffHours", POSITIVE, "余额不足后停用的小时数", "hours a credential rests when it is out of credit").or("5"),
                        key("billingBackoffHoursByProvider", map(POSITIVE), "按服务商分别设置", "the same for single providers"),
                        key("billingMaxHours", POSITIVE, "停用时间的上限（小时）", "longest such rest in hours").or("24"),
                        key("failureWindowHours", POSITIVE, "多久没有失败就清零（小时）", "hours without failure until the count starts anew").or("24")),
                        "凭据停用多久", "how long credentials rest"));
    }
}
