import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what the budgets of the house are about: {@code java .ci/Shape.java [folder of the sources]} prints a table.
 * It reads texts only, so that it can be run on any commit.
 */
final class Shape {
    private static final List<String> MODULES = List.of(
            "common-api",
            "baichuan-service",
            "ruqi-service",
            "xingqiao-service",
            "deploy/embedded",
            "deploy/gateway",
            "deploy/standalone",
            "benchmarks");
    private static final int MAX_COMPONENTS = 8;
    private static final Pattern INTERFACE =
            Pattern.compile("(?m)^(?:public )?interface (\\w+)(?:<[^{]*>)?(?: extends [^{]*)? \\{");
    private static final Pattern RECORD = Pattern.compile("\\brecord (\\w+)(?:<[^(]*>)?\\(");
    /** Texts first, because they may hold what looks like a comment. */
    private static final Pattern TEXTS_AND_COMMENTS =
            Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|/\\*(?s:.*?)\\*/|//.*");
    private static final Pattern WIRE_NAME = Pattern.compile("@JsonProperty\\(\"[a-z_]+\"\\)");
    private static final Pattern DIALECT = Pattern.compile(
            "\\b(told|somebody|nobody|owed|owes|heed|heeds|heeded|handful|shelf|shelves|glimpse|remedy|remedies"
                    + "|chores?|telegraph|custody|takings|one go|the original|wish(?:es)?)\\b"
                    + "|\\b(in|into|its|their|his|whose|of|free|no|more|two) hands?\\b"
                    + "|\\bhands? (is|are|it|them|over|out|back)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Path root;

    private Shape(Path root) {
        this.root = root;
    }

    public static void main(String... args) throws IOException {
        new Shape(Path.of(args.length > 0 ? args[0] : ".")).print();
    }

    private void print() throws IOException {
        System.out.println("| | files | packages | largest package | longest file | longest line | longest Lua"
                + " | ports, 1 implementation | records > 8 | nanoTime | dialect |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String module : MODULES) {
            System.out.println(row(module));
        }
        List<Path> documents = documents();
        System.out.printf("%nDocuments: %d files, %d lines of the dialect, longest table cell %d%n",
                documents.size(), sum(documents, Shape::dialect), max(documents, Shape::longestCell));
    }

    private String row(String module) throws IOException {
        Path sources = root.resolve(module).resolve("src/main");
        List<Path> java = files(sources, ".java");
        List<Path> types = java.stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
        Map<Path, Long> packages = types.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        Map.Entry<Path, Long> largest = packages.entrySet().stream()
                .max(Map.Entry.<Path, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString(), Comparator.reverseOrder()))
                .orElseThrow();
        List<Path> lua = files(sources, ".lua");
        return "| %s | %d | %d | %d (%s) | %d | %d | %s | %d | %d | %d | %d |".formatted(
                module,
                types.size(),
                packages.size(),
                largest.getValue(),
                largest.getKey().getFileName(),
                max(java, file -> lines(file).size()),
                max(java, Shape::longestLine),
                lua.isEmpty() ? "" : max(lua, file -> lines(file).size()) + " × " + max(lua, Shape::longestLine),
                portsWithOneImplementation(types, files(root.resolve(module).resolve("src/test"), ".java")),
                sum(types, file -> bigRecords(code(file))),
                sum(types, file -> file.toString().contains("/kernel/") ? 0 : count(code(file), "System.nanoTime", "System::nanoTime")),
                sum(files(sources, ""), file -> isMigration(file) ? 0 : dialect(file)));
    }

    /** Interfaces that one class implements, and that no test has a fake for. */
    private static long portsWithOneImplementation(List<Path> types, List<Path> tests) {
        List<String> main = types.stream().map(Shape::code).toList();
        List<String> test = tests.stream().map(Shape::code).toList();
        return main.stream()
                .flatMap(text -> INTERFACE.matcher(text).results())
                .map(found -> found.group(1))
                .filter(port -> implementations(main, port) == 1 && implementations(test, port) == 0)
                .count();
    }

    private static long implementations(List<String> texts, String port) {
        Pattern pattern = Pattern.compile("\\bimplements [^{]*\\b" + port + "\\b[^{]*\\{|\\bnew " + port + "(<[^(]*>)?\\(\\) \\{");
        return texts.stream().mapToLong(text -> pattern.matcher(text).results().count()).sum();
    }

    private static long bigRecords(String code) {
        long big = 0;
        Matcher record = RECORD.matcher(code);
        while (record.find()) {
            if (components(code, record.end()) > MAX_COMPONENTS) {
                big++;
            }
        }
        return big;
    }

    /** Commas outside of brackets, and one. */
    private static int components(String code, int start) {
        int depth = 0;
        int commas = 0;
        for (int i = start; depth >= 0; i++) {
            switch (code.charAt(i)) {
                case '(', '<', '{' -> depth++;
                case ')', '>', '}' -> depth--;
                case ',' -> commas += depth == 0 ? 1 : 0;
                default -> {}
            }
        }
        return commas + 1;
    }

    private static long count(String text, String... words) {
        return Stream.of(words).mapToLong(word -> text.split(Pattern.quote(word), -1).length - 1).sum();
    }

    /** Databases hold its checksum, so that its text can never change. */
    private static boolean isMigration(Path file) {
        return file.toString().contains("/db/migration/");
    }

    private static long dialect(Path file) {
        return lines(file).stream()
                .map(line -> WIRE_NAME.matcher(line).replaceAll(""))
                .filter(line -> DIALECT.matcher(line).find())
                .count();
    }

    private static long longestLine(Path file) {
        return lines(file).stream().mapToLong(line -> line.codePoints().count()).max().orElse(0);
    }

    private static long longestCell(Path file) {
        return lines(file).stream()
                .filter(line -> line.startsWith("|"))
                .flatMap(Pattern.compile("(?<!\\\\)\\|")::splitAsStream)
                .mapToLong(cell -> cell.strip().length())
                .max()
                .orElse(0);
    }

    /** Without comments, and with empty texts. */
    private static String code(Path file) {
        return TEXTS_AND_COMMENTS
                .matcher(String.join("\n", lines(file)))
                .replaceAll(found -> found.group().startsWith("\"") ? "\"\"" : "");
    }

    private List<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>(files(root.resolve("docs"), ".md"));
        try (Stream<Path> top = Files.list(root)) {
            top.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
        }
        return all;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending)).toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // no text
        }
    }

    private static long sum(List<Path> files, ToLongFunction<Path> count) {
        return files.stream().mapToLong(count).sum();
    }

    private static long max(List<Path> files, ToLongFunction<Path> count) {
        return files.stream().mapToLong(count).max().orElse(0);
    }
}
