package cn.openclaw.cli;

import cn.openclaw.base.Text;
import java.util.List;

/** What {@code models} says. The English lines are the original's where it has them. */
final class ModelsText {
    static final Text MODELS = new Text("型号：列出、选择、解释；别名与备用", "models: list, choose and explain them; aliases and fallbacks");
    static final Text JSON = new Text("只输出 JSON", "print JSON only");
    static final Text PLAIN = new Text("只输出值，每行一个", "print bare values, one a line");
    static final Text AGENT = new Text("按哪个智能体的设置", "whose settings count");
    static final Text JSON_OR_PLAIN = new Text("--json 与 --plain 只能选一个。", "Choose either --json or --plain, not both.");
    static final Text NOT_A_NUMBER = new Text("{0} 需要一个不小于 0 的整数，得到的是“{1}”。", "{0} takes a whole number of 0 or more, not \"{1}\".");
    static final Text NO_AGENT = new Text("没有智能体“{0}”。已有：{1}", "There is no agent \"{0}\". There are: {1}");
    static final Text NO_PROVIDER = new Text("没有供应商“{0}”。已有：{1}", "There is no provider \"{0}\". There are: {1}");
    static final Text UPDATED = new Text("已更新 {0}", "Updated {0}");

    static final Text LIST = new Text("列出在用的型号", "list the models in use");
    static final Text LIST_ALL = new Text("列出目录中的全部型号", "every model of the catalogue");
    static final Text LIST_LOCAL = new Text("只列本机或内网的型号", "only those on this machine or network");
    static final Text LIST_PROVIDER = new Text("只列一个供应商的型号", "only this provider's");
    static final Text NO_MODELS = new Text("没有型号。", "No models found.");
    static final List<Text> HEADINGS = List.of(
            new Text("型号", "Model"),
            new Text("输入", "Input"),
            new Text("上下文", "Ctx"),
            new Text("本地", "Local"),
            new Text("密钥", "Auth"),
            new Text("标签", "Tags"));
    static final Text YES = new Text("是", "yes");
    static final Text NO = new Text("否", "no");

    static final Text STATUS = new Text("默认型号、备用、别名与密钥的现状", "the default model, fallbacks, aliases and keys as they are");
    static final Text CHECK = new Text(
            "用退出码报告：1 缺少密钥或已过期，2 将在 24 小时内过期", "tell by exit code: 1 missing or expired, 2 expiring within 24 hours");
    static final Text BALANCE = new Text("查询 Moonshot 账户余额", "ask for the balance of Moonshot accounts");
    static final Text PROBE = new Text("用每把密钥真实提问一次（消耗少量 token），并查余额", "ask a model once with each key (costs a few tokens), and for the balance");
    static final Text PROBE_PROVIDER = new Text("只试这个供应商", "only this provider");
    static final Text PROBE_PROFILE = new Text("只试这个配置档", "only this profile");
    static final Text PROBE_TIMEOUT = new Text("每次提问的时限（毫秒，默认 8000）", "milliseconds for each question (8000)");
    static final Text PROBE_CONCURRENCY = new Text("同时提问几次（默认 2）", "how many at once (2)");
    static final Text PROBE_MAX_TOKENS = new Text("回答最多几个 token（默认 8）", "tokens of each answer at most (8)");
    static final Text S_CONFIG = new Text("配置文件", "Config");
    static final Text S_AGENT_DIR = new Text("智能体目录", "Agent dir");
    static final Text S_DEFAULT = new Text("默认型号", "Default");
    static final Text S_FALLBACKS = new Text("备用型号 ({0})", "Fallbacks ({0})");
    static final Text S_IMAGE = new Text("图像型号", "Image model");
    static final Text S_IMAGE_FALLBACKS = new Text("图像备用 ({0})", "Image fallbacks ({0})");
    static final Text S_ALIASES = new Text("别名 ({0})", "Aliases ({0})");
    static final Text S_CONFIGURED = new Text("允许的型号 ({0})", "Configured models ({0})");
    static final Text ALL = new Text("全部", "all");
    static final Text FROM = new Text("（来自 {0}）", "(from {0})");
    static final Text ON = new Text("开", "on");
    static final Text OFF = new Text("关", "off");
    static final Text S_AUTH = new Text("密钥概览", "Auth overview");
    static final Text S_STORE = new Text("密钥档", "Auth store");
    static final Text S_SHELL = new Text("登录 shell", "Shell env");
    static final Text S_TOKENS = new Text("有登录或令牌的供应商 ({0})", "Providers w/ OAuth/tokens ({0})");
    static final Text S_MISSING = new Text("缺少密钥", "Missing auth");
    static final Text S_MISSING_LINE = new Text(
            "- {0} 运行 `openclaw-cn configure`，或设置存放密钥的环境变量。", "- {0} Run `openclaw-cn configure` or set an API key env var.");
    static final Text S_OAUTH = new Text("登录与令牌", "OAuth/token status");
    static final Text S_PROBES = new Text("试问结果", "Probes");
    static final Text S_BALANCE = new Text("账户余额", "Balance");
    static final Text NO_BALANCE = new Text("- 在用的供应商中没有可查余额的 Moonshot 账户", "- no Moonshot account among the providers in use");
    static final Text BALANCE_LINE = new Text("可用 {0}（现金 {1}，代金券 {2}）", "{0} available ({1} cash, {2} vouchers)");
    static final Text BALANCE_EMPTY = new Text("，已用尽，请充值", ", used up: top up");
    static final Text NO_KEY = new Text("没有密钥", "no key");
    static final Text NONE_ITEM = new Text("- 无", "- none");

    static final Text SET = new Text("设为默认型号", "make a model the default one");
    static final Text SET_IMAGE = new Text("设为看图用的型号", "make a model the one for images");
    static final Text FORCE = new Text("即使没有任何列表提到它也接受", "take it even if no list holds it");
    static final Text SPELL_OUT = new Text(
            "把型号本身也写进 models.providers，供只认识配置里型号的程序（原版）使用", "also write the model itself into models.providers, for programs that know only what is written there (the original)");
    static final Text SPELL_OUT_HINT = new Text(
            "这份配置原版也在用，而它只认识写出的型号。让它也能用：openclaw-cn models set {0} --spell-out",
            "The original uses this file too, and knows only models that are written out. To use it there as well: openclaw-cn models set {0} --spell-out");
    static final Text FORCE_HINT = new Text("若确定它存在，请加 --force。", "If you are sure it exists, add --force.");
    static final Text DEFAULT_SET = new Text("默认型号：{0}", "Default model: {0}");
    static final Text IMAGE_SET = new Text("图像型号：{0}", "Image model: {0}");
    static final Text RETIRED = new Text(
            "注意：{0} 已于 {1} 下线，请求会得到 404。建议改用 {2}（价格不同）：openclaw-cn models set {2}",
            "Note: {0} was retired on {1} and answers 404. Consider {2} (other prices): openclaw-cn models set {2}");

    static final Text SET_WITHOUT_KEY = new Text(
            "注意：{0} 还没有密钥。运行 openclaw-cn models auth add --provider {0}", "Note: {0} has no key yet. Run openclaw-cn models auth add --provider {0}");

    static final Text ALIASES = new Text("型号的别名", "aliases of models");
    static final Text ALIASES_LIST = new Text("列出别名", "list them");
    static final Text ALIASES_ADD = new Text("给型号起别名", "give a model another name");
    static final Text ALIASES_REMOVE = new Text("去掉别名", "take an alias away");
    static final Text ALIASES_COUNT = new Text("别名 ({0})：", "Aliases ({0}):");
    static final Text ALIAS_SET = new Text("别名 {0} -> {1}", "Alias {0} -> {1}");
    static final Text ALIAS_EMPTY = new Text("别名不能为空。", "An alias needs a letter at least.");
    static final Text ALIAS_TAKEN = new Text(
            "别名 {0} 已指向 {1}。先运行 openclaw-cn models aliases remove {0}", "Alias {0} already points to {1}. Run openclaw-cn models aliases remove {0} first.");
    static final Text ALIAS_IS_MODEL = new Text("“{0}”本身就指 {1}，不能作别名。", "\"{0}\" already means {1}; it cannot be an alias of something else.");
    static final Text ALIAS_NOT_FOUND = new Text("没有别名：{0}。已有：{1}", "Alias not found: {0}. There are: {1}");
    static final Text NO_ALIASES = new Text("没有别名。", "No aliases configured.");
    static final Text STAR_ADDED = new Text(
            "agents.defaults.models 原本为空（允许全部型号），已同时加上 \"*\" 条目，使其他型号仍可用。",
            "agents.defaults.models was empty, which allows every model; an entry \"*\" was added too, so that the others stay allowed.");

    static final Text FALLBACKS = new Text("默认型号失败时依次尝试的型号", "the models that are tried when the default one fails");
    static final Text IMAGE_FALLBACKS = new Text("图像型号失败时依次尝试的型号", "the models that are tried when the image model fails");
    static final Text FALLBACKS_LIST = new Text("列出", "list them");
    static final Text FALLBACKS_ADD = new Text("加在末尾", "add one at the end");
    static final Text FALLBACKS_REMOVE = new Text("去掉一个", "take one away");
    static final Text FALLBACKS_CLEAR = new Text("全部去掉", "take all away");
    static final Text FALLBACKS_COUNT = new Text("备用型号 ({0})：", "Fallbacks ({0}):");
    static final Text IMAGE_FALLBACKS_COUNT = new Text("图像备用型号 ({0})：", "Image fallbacks ({0}):");
    static final Text FALLBACKS_NOW = new Text("备用型号：{0}", "Fallbacks: {0}");
    static final Text IMAGE_FALLBACKS_NOW = new Text("图像备用型号：{0}", "Image fallbacks: {0}");
    static final Text FALLBACKS_CLEARED = new Text("备用型号已清空。", "Fallback list cleared.");
    static final Text IMAGE_FALLBACKS_CLEARED = new Text("图像备用型号已清空。", "Image fallback list cleared.");
    static final Text FALLBACK_NOT_FOUND = new Text("备用型号中没有 {0}。现有：{1}", "Fallback not found: {0}. There are: {1}");

    static final Text REFRESH = new Text("从平台读取最新的型号列表（存入缓存，不改配置）", "read the platforms' own lists into the cache; the config stays as it is");
    static final Text REFRESH_PROVIDER = new Text("只读这个供应商", "only this provider");
    static final Text NOTHING_TO_REFRESH = new Text(
            "没有可用密钥的供应商。先运行 openclaw-cn onboard，或用 --provider 指定。", "No provider has a key. Run openclaw-cn onboard first, or name one with --provider.");
    static final Text REFRESHED = new Text("{0}（{1}）：{2} 个型号", "{0} ({1}): {2} models");
    static final Text REFRESHED_NEW = new Text("  + {0}（目录中没有）", "  + {0} (not in the catalogue)");
    static final Text REFRESHED_GONE = new Text("  ! {0} 在用，但平台没有列出", "  ! {0} is in use, and the platform does not list it");

    static final Text EXPLAIN = new Text("解释一个引用会怎样被请求：主机、密钥、规则及原因", "explain how a reference would be asked: host, key, rules, and why");
    static final Text E_REFERENCE = new Text("引用", "Reference");
    static final Text E_RESOLVED = new Text("解析为", "Resolved");
    static final Text E_NAME = new Text("名称", "Name");
    static final Text E_LIFE = new Text("状态", "Lifecycle");
    static final Text E_HOST = new Text("主机", "Host");
    static final Text E_API = new Text("接口格式", "Wire");
    static final Text E_PROXY = new Text("代理", "Proxy");
    static final Text E_LIMITS = new Text("时限", "Limits");
    static final Text E_KEY = new Text("密钥", "Key");
    static final Text E_HEADERS = new Text("请求头", "Headers");
    static final Text E_INPUT = new Text("输入", "Input");
    static final Text E_CONTEXT = new Text("上下文", "Context");
    static final Text E_MAX = new Text("最大输出", "Max answer");
    static final Text E_PRICE = new Text("价格", "Price");
    static final Text E_ALLOWED = new Text("允许", "Allowed");
    static final Text E_OTHER_HOST = new Text("不是该供应商自己的主机", "none of the provider's own hosts");
    static final Text E_ONLY_NAMED = new Text(
            "没有任何列表提到这个型号，只有这个引用；运行 openclaw-cn models refresh 向平台核对。",
            "No list holds this model, only the reference names it; openclaw-cn models refresh asks the platform.");
    static final Text RULE_EXACT = new Text("（供应商/型号完全一致）", "(an exact provider/model)");
    static final Text RULE_ALIAS = new Text("（agents.defaults.models 中的别名）", "(an alias in agents.defaults.models)");
    static final Text RULE_OPEN = new Text("（{0} 接受任意型号名）", "({0} takes any model id)");
    static final Text RULE_UNIQUE_CONFIGURED = new Text("（配置中只有 {0} 有这个型号名）", "(of the configured providers only {0} has this id)");
    static final Text RULE_UNIQUE = new Text("（目录中只有 {0} 有这个型号名）", "(only {0} has this id)");
    static final Text BECAUSE_AGENT = new Text("（智能体自己的 model.primary）", "(the agent's own model.primary)");
    static final Text BECAUSE_DEFAULTS = new Text("（agents.defaults.model.primary）", "(agents.defaults.model.primary)");
    static final Text BECAUSE_KEY = new Text("（未配置默认型号；{0} 有密钥）", "(no default is configured; {0} has a key)");
    static final Text BECAUSE_ENTRY = new Text("（未配置默认型号；配置中有 {0}）", "(no default is configured; the config has {0})");
    static final Text BECAUSE_NOTHING = new Text("（未配置默认型号，也没有密钥）", "(no default is configured, and no key is at hand)");
    static final Text LIFE_CURRENT = new Text("平台在供", "served");
    static final Text LIFE_LEGACY = new Text("旧型号，平台仍供；建议 {0}", "legacy, still served; consider {0}");
    static final Text LIFE_RETIRED = new Text("已于 {0} 下线；建议 {1}", "retired on {0}; consider {1}");
    static final Text KEY_NONE_NEEDED = new Text("本机服务，不需要", "none needed on this machine");
    static final Text KEY_PROFILE = new Text("来自配置档 {0}", "from profile {0}");
    static final Text KEY_ENV = new Text("来自环境变量 {0}", "from variable {0}");
    static final Text KEY_CONFIG = new Text("来自 {0}", "from {0}");
    static final Text KEY_RESTS = new Text("[休息 {0}：{1}]", "[rests {0}: {1}]");
    static final Text KEY_REFUSED = new Text("[已被拒绝：{0}，更换后再用]", "[refused: {0}; until it is replaced]");
    static final Text USER_AGENT_NOTE = new Text(
            "提示：Kimi Code 按 User-Agent 放行客户端，平台条款列明了支持的客户端；可在 headers 中改写。",
            "Note: Kimi Code admits clients by User-Agent, and its terms name the clients it supports; headers in the config replace it.");
    static final Text TOKENS = new Text("{0} token", "{0} tokens");
    static final Text PRICE = new Text("{0} 每百万 token（缓存输入 / 输入 / 输出）", "{0} per million tokens (cached input / input / output)");
    static final Text PRICE_INCLUDED = new Text("含在会员套餐内", "included in the membership");
    static final Text PRICE_UNKNOWN = new Text("未知", "unknown");
    static final Text ALLOWED_ALL = new Text("是（没有允许列表）", "yes (there is no allow-list)");
    static final Text ALLOWED_DEFAULT = new Text("是（它是默认型号）", "yes (it is the default model)");
    static final Text ALLOWED_ENTRY = new Text("是（条目 {0}）", "yes (entry {0})");
    static final Text ALLOWED_NO = new Text("否；允许列表：{0}", "no; the allow-list has: {0}");
    static final Text NO_DIALECT = new Text("{0} 没有方言规则。", "{0} has no dialect rules.");
    static final Text DIALECT = new Text("请求规则", "Dialect rules");
    static final Text FROM_CONFIG = new Text("配置", "config");
    static final Text FROM_CONFIG_LINE = new Text("配置第 {0} 行", "config, line {0}");
    static final Text FROM_LIVE = new Text("平台列表", "live list");
    static final Text FROM_CATALOGUE = new Text("内置目录", "catalogue");
    static final Text FROM_DEFAULT = new Text("缺省值", "default");

    static final Text SCAN = new Text("在 OpenRouter 上寻找免费型号", "look for free models on OpenRouter");
    static final Text SCAN_MIN_PARAMS = new Text("至少多少参数（十亿）", "billions of parameters at least");
    static final Text SCAN_MAX_AGE = new Text("最多多少天前发布", "days since release at most");
    static final Text SCAN_PROVIDER = new Text("只要这家的型号（引用的前缀）", "only this maker's (the id's prefix)");
    static final Text SCAN_CANDIDATES = new Text("最多选几个作备用（默认 6）", "how many to take as fallbacks at most (6)");
    static final Text SCAN_NO_PROBE = new Text("只列出，不试问", "list only, ask none");
    static final Text SCAN_YES = new Text("不询问，取排在最前的", "do not ask, take the best ones");
    static final Text SCAN_NO_INPUT = new Text("从不询问", "never ask");
    static final Text SCAN_SET_DEFAULT = new Text("把第一个设为默认型号", "make the first one the default model");
    static final Text SCAN_SET_IMAGE = new Text("把第一个能看图的设为图像型号", "make the first one that takes images the image model");
    static final Text SCAN_NEEDS_KEY = new Text(
            "试问需要 OpenRouter 的密钥：设置 OPENROUTER_API_KEY，或加 --no-probe 只列出。",
            "Asking needs an OpenRouter key: set OPENROUTER_API_KEY, or add --no-probe to list only.");
    static final Text SCAN_REFUSED = new Text("OpenRouter 没有给出型号列表（HTTP {0}）", "OpenRouter did not list its models (HTTP {0})");
    static final Text SCAN_NONE = new Text("没有符合条件的免费型号。", "No free model fits.");
    static final Text SCAN_NONE_WORKS = new Text("没有一个能调用工具，配置未改。", "None of them can call tools; the config stays as it is.");
    static final Text SCAN_FOUND = new Text("{0} 个免费型号：", "{0} free models:");
    static final Text SCAN_ASK = new Text(
            "加 --yes 把前 {0} 个写为备用型号。", "Add --yes to take the first {0} as fallbacks.");
    static final Text SCAN_TAKE = new Text("把前 {0} 个写为备用型号？[y/N] ", "Take the first {0} as fallbacks? [y/N] ");
    static final Text SCAN_SAVED = new Text("备用型号：{0}", "Fallbacks: {0}");

    private ModelsText() {}
}
