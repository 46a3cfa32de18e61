package cn.openclaw.llm;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last resort when status and type do not tell: the sentences that platforms are known to say. Each pattern names what it
 * is about in several words, so that a number or a word in passing (a token count of 429, a file called billing) decides nothing.
 * Loaded only when something failed.
 */
final class ErrorWords {
    private static final Pattern OVERFLOW = any(
            "request.{0,40}exceed.{0,20}model token limit",
            "prompt is too long",
            "input is too long for requested model",
            "input token length too long",
            "prompt tokens ?\\+ ?max_tokens exceeds",
            "exceeds? the context window",
            "exceeds? (the )?(model'?s? )?(maximum )?context (length|window)",
            "input token count.{0,40}exceeds the maximum",
            "maximum (prompt|context) length is \\d+",
            "reduce the length of the messages",
            "exceeds? the available context size",
            "greater than the context length",
            "context window exceeds limit",
            "context[_ ]length[_ ]exceeded",
            "total message size \\d+ exceeds limit",
            "range of input length should be",
            "prompt.{0,10}超长|输入.{0,12}(超过|超出).{0,12}(长度|上下文|token)");

    private static final Pattern QUOTA = any(
            "exceeded your current (token )?quota",
            "exceeded current quota",
            "check your account balance",
            "insufficient (account )?balance",
            "(account )?balance (is )?insufficient",
            "insufficient_quota",
            "credit balance is too low",
            "please recharge",
            "recharge your account",
            "account (is )?in arrears",
            "reached your usage limit",
            "monthly usage limit",
            "weekly (usage )?limit",
            "usage limit for this (period|billing cycle)",
            "unable to verify your membership",
            "余额不足|欠费|额度已用完|额度不足|请充值|套餐.{0,6}(到期|过期|用完)");

    private static final Pattern BUSY = any(
            "engine is currently overloaded",
            "receiving too many requests at the moment",
            "(model|server|service)( is)?( currently| temporarily)? overloaded",
            "服务(器)?(繁忙|过载)|模型.{0,8}(过载|访问量过大)");

    private static final Pattern FILTERED = any(
            "considered high risk",
            "content (was )?(filtered|blocked) (by|due to)",
            "inappropriate content",
            "敏感内容|内容.{0,6}(违规|不合规)|不安全或敏感");

    private static final Pattern RATE = any(
            "request reached organization (max concurrency|max rpm|tpm|tpd|rpm)",
            "rate limit (reached|exceeded)",
            "too many requests",
            "请求(过于频繁|过快)|并发.{0,6}(过高|超)|速率限制");

    private static final Pattern WAIT = Pattern.compile(
            "try again (?:after|in) (\\d+(?:\\.\\d+)?) ?(ms|milliseconds?|s|secs?|seconds?|m|min|minutes?)\\b",
            Pattern.CASE_INSENSITIVE);

    private ErrorWords() {}

    private static Pattern any(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** A conversation too long; a rate limit that counts tokens is not one. */
    static boolean overflow(String message) {
        return !rateLimited(message) && OVERFLOW.matcher(message).find();
    }

    static boolean quota(String message) {
        return QUOTA.matcher(message).find();
    }

    static boolean busy(String message) {
        return BUSY.matcher(message).find();
    }

    static boolean filtered(String message) {
        return FILTERED.matcher(message).find();
    }

    static boolean rateLimited(String message) {
        return RATE.matcher(message).find();
    }

    /** "please try again after 1 seconds". */
    static Optional<java.time.Duration> wait(String message) {
        var found = WAIT.matcher(message);
        if (!found.find()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(found.group(1));
        String unit = found.group(2).toLowerCase(java.util.Locale.ROOT);
        double millis = unit.startsWith("ms") || unit.startsWith("milli")
                ? number
                : unit.startsWith("m") ? number * 60_000 : number * 1000;
        return Optional.of(java.time.Duration.ofMillis((long) millis));
    }
}
