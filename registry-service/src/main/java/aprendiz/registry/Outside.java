package aprendiz.registry;

import aprendiz.model.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * The world that the registry speaks to at somebody's wish. Addresses of this machine and of its private networks are not
 * outside: whoever could have them asked would reach through the registry what is closed to himself.
 */
public final class Outside {

    /**
     * Refuses an address that is not outside. Its name is looked up now; the JDK remembers what it found for the connection
     * that follows.
     *
     * @param what to call the address in a complaint
     * @throws Problem of kind REFUSED if it leads inside; INVALID if it is none, or nobody knows its name
     */
    public static void check(URI address, String what) {
        String host = host(address, what);
        try {
            for (InetAddress one : InetAddress.getAllByName(host)) {
                if (isInside(one)) {
                    throw Problem.refused(
                            "Private address",
                            what + ": " + host + " is an address of this machine or of a private network, which the"
                                    + " settings do not allow");
                }
            }
        } catch (UnknownHostException e) {
            throw Problem.invalid("Unknown host", what + ": there is no host " + Problem.quoted(host));
        }
    }

    /** The host of an address of HTTP. */
    public static String host(URI address, String what) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw Problem.invalid(
                    "Bad address",
                    what + ": must be http://host... or https://host..., without a name and a password in it");
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether an address belongs to this machine or to networks that do not lead to the world. */
    public static boolean isInside(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            // fc00::/7 is private; 64:ff9b::/96 and 2002::/16 carry addresses of the older kind
            boolean translated = first == 0 && second == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
            return (first & 0xfe) == 0xfc || translated || (first == 0x20 && second == 0x02);
        }
        // this network, between carriers, for protocols, for measurements, for later
        return first == 0
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second & 0xfe) == 18)
                || first >= 240;
    }

    private Outside() {}
}
