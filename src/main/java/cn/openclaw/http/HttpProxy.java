package cn.openclaw.http;

import cn.openclaw.base.Secret;

/**
 * The way out that was chosen for a request, before whatever the environment or {@code NO_PROXY} says.
 *
 * @param source where it is written, for error sentences: {@code models.providers.moonshot.proxy}
 * @param address {@code http://host:port}, with {@code user:password@} if it wants them, or {@code direct} for no proxy
 */
public record HttpProxy(String source, Secret address) {

    /** Its host and port: what stands before them is a person's name and password. */
    public String shown() {
        String text = address.reveal();
        return text.substring(text.lastIndexOf('@') + 1).replaceFirst("^[a-zA-Z]+://", "");
    }
}
