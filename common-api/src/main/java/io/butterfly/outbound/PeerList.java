package io.butterfly.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses, ranges and host names of a setting; the names stay names. */
public record PeerList(List<Range> ranges, List<String> names) {
    /** With a letter, so that it is no address. */
    private static final Pattern NAME = Pattern.compile("(?=.*[a-zA-Z])[a-zA-Z0-9_.-]+");

    /** Empty elements do not count. Throws {@link IllegalArgumentException}, in words for a person. */
    public static PeerList of(List<String> elements) {
        List<Range> ranges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        elements.stream().map(String::strip).filter(peer -> !peer.isEmpty()).forEach(peer -> {
            if (NAME.matcher(peer).matches()) {
                names.add(peer);
            } else {
                ranges.add(Range.of(peer));
            }
        });
        return new PeerList(List.copyOf(ranges), List.copyOf(names));
    }

    /** As {@link #of}, for a setting that takes no names. */
    public static PeerList ofRanges(List<String> elements) {
        PeerList peers = of(elements);
        peers.names().forEach(Range::of); // says that it is none
        return peers;
    }

    /** Whether it is in one of the ranges; names do not count. */
    public boolean hasAddress(InetAddress peer) {
        return ranges.stream().anyMatch(range -> range.has(peer.getAddress()));
    }
}
