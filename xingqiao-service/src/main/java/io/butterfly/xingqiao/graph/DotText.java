package io.butterfly.xingqiao.graph;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph in Graphviz' language, as the Python service writes it. */
public final class DotText {
    private static final String HEAD = """
      /* A XingQiao job as a graph. */
      /* Draw it with: dot -Tpng -o job.png */
      /* Nodes are tasks, edges lead from a dependency to who depends on it. */
      /* Colours are states; see the legend. */
      digraph workflow {
        compound=true;
        rankdir=LR;
        node [fontsize=10];
      """;

    private static final String LEGEND = """
        legend [shape=none, margin=0, label=<
          <TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="4">
            <TR><TD>finished</TD><TD BGCOLOR="blue">    </TD></TR>
            <TR><TD>started</TD><TD BGCOLOR="green">    </TD></TR>
            <TR><TD>pending</TD><TD BGCOLOR="yellow">    </TD></TR>
            <TR><TD>waiting</TD><TD BGCOLOR="grey">    </TD></TR>
            <TR><TD>failed</TD><TD BGCOLOR="red">    </TD></TR>
          </TABLE>>];
      }
      """;

    private DotText() {}

    public static String of(JobGraph graph) {
        StringBuilder dot = new StringBuilder(HEAD);
        Map<String, String> names = new HashMap<>();
        dot.append("  subgraph cluster_workflow {\n    label=\"workflow\";\n");
        for (JobGraph.TaskNode node : graph.nodes()) {
            names.put(node.label(), "n" + names.size());
            dot.append("    ")
                    .append(names.get(node.label()))
                    .append(" [label=\"")
                    .append(text(node))
                    .append("\", ")
                    .append(look(node.status()))
                    .append("];\n");
        }
        dot.append("  }\n  begin0 [shape=diamond, label=\"begin\"];\n  end0 [shape=diamond, label=\"end\"];\n");
        List<String> critical = graph.criticalPath();
        for (JobGraph.TaskNode node : graph.nodes()) {
            String to = names.get(node.label());
            if (node.dependencies().isEmpty()) {
                dot.append("  begin0 -> ").append(to).append(";\n");
            }
            for (String from : node.dependencies()) {
                boolean isCritical =
                        critical.indexOf(from) >= 0 && critical.indexOf(node.label()) == critical.indexOf(from) + 1;
                dot.append("  ")
                        .append(names.get(from))
                        .append(" -> ")
                        .append(to)
                        .append(isCritical ? " [penwidth=3]" : "")
                        .append(";\n");
            }
        }
        graph.last().forEach(label -> dot.append("  ").append(names.get(label)).append(" -> end0;\n"));
        return dot.append(LEGEND).toString();
    }

    private static String text(JobGraph.TaskNode node) {
        return escaped(node.label()) + "\\ntaskid=" + node.id() + "\\nstat=" + escaped(node.retStat()) + "\\ncost="
                + BigDecimal.valueOf(node.cost()).toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String look(String status) {
        return switch (status) {
            case "finished" -> "color=blue";
            case "started" -> "color=green";
            case "pending" -> "color=yellow";
            case "failed" -> "color=red, style=bold";
            case "skipped" -> "color=grey, style=dotted";
            default -> "color=grey, style=dashed";
        };
    }
}
