package cn.openclaw.model;

/** What a platform bills in: yuan on the mainland hosts, dollars elsewhere. */
public enum Currency {
    CNY("¥"),
    USD("$");

    private final String sign;

    Currency(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }
}
