package io.butterfly.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting.
 *
 * @param name as configuration files have it, {@code ruqi.history-days}; a name that ends in {@code .*} stands for all
 *     that begin so
 * @param standard what counts when it is not set; empty for none
 * @param isSecret never shown
 */
public record Setting(String name, String standard, Rule rule, boolean isSecret) {
    private static final String ALL = ".*";

    public static Setting text(String name, String standard) {
        return new Setting(name, standard, Rule.anything(), false);
    }

    /** Addresses, ranges and, if wanted, names of hosts. */
    public static Setting peers(String name, boolean withNames) {
        return new Setting(name, "", Rule.peers(withNames), false);
    }

    public static Setting secret(String name) {
        return new Setting(name, "", Rule.anything(), true);
    }

    public static Setting flag(String name, boolean standard) {
        return new Setting(name, Boolean.toString(standard), Rule.oneOf("true", "false"), false);
    }

    public static Setting choice(String name, String standard, String... values) {
        return new Setting(name, standard, Rule.oneOf(values), false);
    }

    public static Setting number(String name, long standard, long least, long most) {
        return new Setting(name, Long.toString(standard), Rule.number(least, most), false);
    }

    public static Setting bytes(String name, String standard) {
        return new Setting(name, standard, Rule.bytes(), false);
    }

    public static Setting fraction(String name, String standard) {
        return new Setting(name, standard, Rule.fraction(), false);
    }

    public static Setting duration(String name, String standard, Duration least, Duration most) {
        return new Setting(name, standard, Rule.duration(least, most), false);
    }

    public static Setting zone(String name) {
        return new Setting(name, "", Rule.zone(), false);
    }

    public static Setting address(String name, String standard) {
        return new Setting(name, standard, Rule.addresses(false), false);
    }

    public static Setting addresses(String name, String standard) {
        return new Setting(name, standard, Rule.addresses(true), false);
    }

    /** Of a member that is added to replies. */
    static Setting memberName(String name) {
        return new Setting(name, "", Rule.memberName(), false);
    }

    static Setting statMap(String name, String standard) {
        return new Setting(name, standard, Rule.statMap(), false);
    }

    /** The environment variable. */
    public String variable() {
        return variable(isFamily() ? name.substring(0, name.length() - 1) : name);
    }

    /** The environment variable of a setting's name. */
    public static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    boolean isFamily() {
        return name.endsWith(ALL);
    }

    boolean isMeantBy(String variable) {
        return isFamily() ? variable.startsWith(variable()) : variable.equals(variable());
    }

    /** One line that says what is wrong with a value. */
    Optional<String> objection(String value) {
        return value.isBlank()
                ? Optional.empty()
                : rule.objection(value.strip()).map(what -> variable() + "=" + shown(value) + " " + what);
    }

    /** For the log: neither secrets nor the passwords in addresses. */
    String shown(String value) {
        return isSecret && !value.isEmpty()
                ? "***"
                : value.replaceAll("://[^/@\\s]*@", "://***@").replaceAll("(?i)(password=)[^&\\s]*", "$1***");
    }
}
