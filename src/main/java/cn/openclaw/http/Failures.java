package cn.openclaw.http;

import cn.openclaw.http.HttpException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Where the platform's exceptions become ours, once. */
final class Failures {
    private Failures() {}

    static HttpException of(Throwable failure, String place, Optional<ProxyRules.Way> way) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof HttpException ours) {
            return ours;
        }
        if (cause instanceof SSLException) {
            return new HttpException(Reason.TLS, HttpText.TLS, place, said);
        }
        boolean connecting = cause instanceof ConnectException || cause instanceof NoRouteToHostException;
        if (way.isPresent() && (connecting || said.startsWith("Tunnel failed"))) {
            return proxy(way.get(), connecting, said);
        }
        if (isUnknownHost(cause)) {
            return new HttpException(Reason.UNKNOWN_HOST, HttpText.UNKNOWN_HOST, place);
        }
        if (connecting) {
            return new HttpException(Reason.CONNECT, HttpText.CONNECT, place);
        }
        if (cause instanceof IOException) {
            return new HttpException(Reason.BROKEN, HttpText.BROKEN, place, said);
        }
        throw new IllegalStateException("the HTTP client failed in an unexpected way", cause);
    }

    private static HttpException proxy(ProxyRules.Way way, boolean connecting, String said) {
        if (connecting) {
            return new HttpException(Reason.PROXY, HttpText.PROXY_UNREACHABLE, way, way.variable());
        }
        String status = said.replaceFirst("^Tunnel failed, got: ", "HTTP ");
        return new HttpException(Reason.PROXY, HttpText.PROXY_REFUSED, way, way.variable(), status);
    }

    private static boolean isUnknownHost(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException
                || cause.getCause() instanceof UnresolvedAddressException
                || cause.getCause() instanceof UnknownHostException;
    }
}
