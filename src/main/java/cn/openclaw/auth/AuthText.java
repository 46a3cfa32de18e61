package cn.openclaw.auth;

import cn.openclaw.base.Text;

/** What this floor says. */
final class AuthText {
    static final Text NO_CREDENTIAL = new Text(
            "没有 {0} 的密钥：请设置环境变量 {1}，或运行 {2}。",
            "There is no key for {0}: set the environment variable {1}, or run {2}.");
    static final Text NO_CREDENTIAL_NO_ENV = new Text(
            "没有 {0} 的密钥：请运行 {1}。", "There is no key for {0}: run {1}.");
    static final Text EXPIRED = new Text(
            "{0} 的凭据 {1} 已于 {2} 过期：请运行 openclaw-cn models auth paste-token --provider {0} 换新。",
            "The credential {1} of {0} expired at {2}: run openclaw-cn models auth paste-token --provider {0} to renew it.");
    static final Text UNUSABLE_PROFILE = new Text(
            "凭据“{0}”不能用于 {1}：{2}。", "The auth profile \"{0}\" cannot be used for {1}: {2}.");
    static final Text OBSTACLE_ABSENT = new Text("没有这个凭据", "there is no such profile");
    static final Text OBSTACLE_PROVIDER = new Text("它属于另一个供应商", "it belongs to another provider");
    static final Text OBSTACLE_MODE = new Text(
            "它的类型与配置 auth.profiles 中的 mode 不同", "its type differs from the mode in auth.profiles of the config");
    static final Text OBSTACLE_EMPTY = new Text("它没有内容", "it is empty");
    static final Text OBSTACLE_EXPIRED = new Text("它已过期", "it has expired");
    static final Text WRONG_FIELD = new Text(
            "{0}：凭据“{1}”的字段“{2}”应写作“{3}”：请改名。",
            "{0}: the field \"{2}\" of auth profile \"{1}\" should be named \"{3}\": rename it.");
    static final Text MISSING_FIELD = new Text(
            "{0}：凭据“{1}”缺少字段“{2}”：请补上，或运行 openclaw-cn models auth remove {1}。",
            "{0}: auth profile \"{1}\" lacks the field \"{2}\": add it, or run openclaw-cn models auth remove {1}.");
    static final Text UNKNOWN_TYPE = new Text(
            "{0}：凭据“{1}”的 type 应是 api_key、token 或 oauth，而不是“{2}”：它不会被使用。",
            "{0}: the type of auth profile \"{1}\" should be api_key, token or oauth, not \"{2}\": it is not used.");
    static final Text NO_PROVIDER = new Text(
            "{0}：凭据“{1}”缺少字段“provider”：它不会被使用。",
            "{0}: auth profile \"{1}\" lacks the field \"provider\": it is not used.");
    static final Text STORE_BROKEN = new Text(
            "{0}：凭据库无法读取（{1}）：请修正该处；之后若再保存凭据，原文件会另存为 {2}。",
            "{0}: the profile store cannot be read ({1}): correct that place; if a credential is saved first, the file is kept as {2}.");
    static final Text STORE_SET_ASIDE = new Text(
            "凭据库 {0} 已损坏，原样保存在 {1}；已写入新的凭据库。",
            "The profile store {0} was broken; it is kept as it was in {1}, and a new store was written.");
    static final Text STORE_BUSY = new Text(
            "另一个程序正占用 {0}：请稍后再试；若没有其他程序在运行，请删除 {1}。",
            "Another program holds {0}: try again shortly; if none is running, delete {1}.");
    static final Text STORE_UNREACHABLE = new Text(
            "无法读写 {0}（{1}）：请检查权限与磁盘空间。", "{0} cannot be read or written ({1}): check permissions and disk space.");
    static final Text STORE_READABLE = new Text(
            "{0} 可被其他用户读取：请运行 chmod 600 {0}。", "{0} can be read by other users: run chmod 600 {0}.");
    static final Text NOT_JSON = new Text("此处不是有效的 JSON", "not valid JSON there");
    static final Text NOT_OBJECT = new Text("顶层或 profiles 不是对象", "the root or its profiles is not an object");
    static final Text SEALED_NO_PASSPHRASE = new Text(
            "凭据“{0}”已用口令加密：请设置环境变量 OPENCLAW_SECRETS_KEY。",
            "Auth profile \"{0}\" is encrypted with a passphrase: set the environment variable OPENCLAW_SECRETS_KEY.");
    static final Text SEALED_NO_KEY_FILE = new Text(
            "凭据“{0}”已加密，而密钥文件 {1} 不在或不完整：请从备份恢复它，或运行 openclaw-cn models auth remove {0} 后重新添加。",
            "Auth profile \"{0}\" is encrypted, and its key file {1} is missing or incomplete: restore it, or run openclaw-cn models auth remove {0} and add the key again.");
    static final Text SEALED_WRONG_KEY = new Text(
            "凭据“{0}”无法解密：口令（OPENCLAW_SECRETS_KEY）或密钥文件不对，或内容被改动过。若已找不回：openclaw-cn models auth remove {0}，再重新添加。",
            "Auth profile \"{0}\" cannot be decrypted: wrong passphrase (OPENCLAW_SECRETS_KEY) or key file, or its text was changed. "
                    + "If it is lost: openclaw-cn models auth remove {0}, then add the key again.");
    static final Text VARIABLE_UNSET = new Text(
            "{0} 引用的环境变量 {1} 没有设置：请设置它，或改写 {0}。",
            "{0} refers to the environment variable {1}, which is not set: set it, or change {0}.");
    static final Text FILE_PATH = new Text(
            "{0} 中的 file: 后面须是绝对路径或以 ~/ 开头，而不是“{1}”。",
            "In {0}, file: needs an absolute path or one that starts with ~/, not \"{1}\".");
    static final Text FILE_UNREADABLE = new Text(
            "{0} 引用的文件 {1} 无法读取或为空。", "{0} refers to the file {1}, which cannot be read or is empty.");
    static final Text EXEC_NOT_HERE = new Text(
            "{0} 不能使用 exec:：它只在配置文件的 apiKey 中有效。",
            "{0} cannot use exec:; it works only in the apiKey of the config file.");
    static final Text EXEC_FAILED = new Text(
            "{0} 引用的命令 {1} 没有给出密钥（{2}）。", "{0} refers to the command {1}, which gave no key ({2}).");
    static final Text EXEC_SLOW = new Text("超过 {0} 秒", "longer than {0} s");
    static final Text EXEC_STATUS = new Text("退出码 {0}", "exit code {0}");
    static final Text EXEC_EMPTY = new Text("输出为空", "it printed nothing");
    static final Text EXEC_ABSENT = new Text("无法启动", "it cannot be started");
    static final Text EXEC_QUOTE = new Text("引号没有闭合", "a quote is not closed");
    static final Text INTERRUPTED = new Text("被中断", "interrupted");

    private AuthText() {}
}
