package io.butterfly.xingqiao.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.xingqiao.graph.JobGraph.TaskNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
    static final JobGraph ORDERS = new JobGraph(
            "Job 25   orders   failed   18.4 s",
            List.of(
                    node("find", 31, "finished", 0.42, "2 of 2 items"),
                    node("reserve", 32, "finished", 3.1, "", "find"),
                    node("pay", 33, "finished", 12.0, "retry 1 of 3", "find"),
                    node("pack", 34, "failed", 2.9, "", "reserve", "pay"),
                    node("invoice", 35, "started", 0, "", "pay"),
                    node("mail", 36, "pending", 0, "", "invoice"),
                    node("ship", 37, "waiting", 0, "", "pack", "invoice"),
                    node("coupon", 38, "skipped", 0, "when find.total > 100", "find")));

    static TaskNode node(String label, long id, String status, double cost, String note, String... dependencies) {
        return new TaskNode(
                label,
                id,
                status,
                status.equals("failed") ? "ERR_SERVER_EXCEPTION" : "OK",
                cost,
                List.of(dependencies),
                note);
    }

    @Test
    void the_critical_path_is_the_chain_that_took_longest() {
        assertThat(ORDERS.criticalPath()).containsExactly("find", "pay", "pack");
        assertThat(new JobGraph("new", List.of(node("a", 1, "waiting", 0, ""))).criticalPath())
                .isEmpty();
    }

    @Test
    void a_png_is_a_picture_in_which_every_task_has_its_place() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(save("orders.png", new Picture(ORDERS).png())));

        assertThat(image.getWidth()).isGreaterThan(1_000);
        assertThat(new Picture(ORDERS).svg())
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .contains(
                        ">pay</text>",
                        "#33   12.0 s",
                        "retry 1 of 3",
                        "when find.total &gt; 100",
                        "critical path, 15.3 s");
    }

    @Test
    void long_chains_are_wrapped_and_wide_fans_stay_readable() throws IOException {
        List<TaskNode> chain = new ArrayList<>(List.of(node("t0", 1, "finished", 0.01, "")));
        for (int i = 1; i < 40; i++) {
            chain.add(node("t" + i, i + 1, i < 30 ? "finished" : "waiting", i < 30 ? 0.01 * i : 0, "", "t" + (i - 1)));
        }
        List<TaskNode> fan = new ArrayList<>(List.of(node("split", 1, "finished", 0.01, "")));
        for (int i = 0; i < 60; i++) {
            fan.add(node("w" + i, i + 2, "finished", 0.001 * (i + 1), "", "split"));
        }
        fan.add(new TaskNode(
                "join",
                99,
                "finished",
                "OK",
                0.5,
                fan.stream().skip(1).map(TaskNode::label).toList(),
                ""));

        BufferedImage wrapped = ImageIO.read(
                new ByteArrayInputStream(save("chain.png", new Picture(new JobGraph("chain", chain)).png())));

        assertThat((double) wrapped.getWidth() / wrapped.getHeight()).isLessThan(4);
        assertThat(save("fan.png", new Picture(new JobGraph("fan", fan)).png()).length)
                .isGreaterThan(1_000);
        assertThatThrownBy(() -> new Picture(new JobGraph("huge", Collections.nCopies(1_001, fan.getFirst()))))
                .hasMessageContaining("ask for format=dot");
    }

    @Test
    void the_dot_text_writes_small_costs_with_all_their_zeros() {
        TaskNode node = new TaskNode("a", 1, "finished", "OK", 0.000201, List.of(), "");

        assertThat(DotText.of(new JobGraph("small", List.of(node)))).contains("\\ncost=0.000201\"");
    }

    @Test
    void tasks_of_the_jobs_end_come_after_the_last_ones_of_its_work() {
        JobGraph graph = JobGraph.of(
                "orders",
                List.of(
                        TaskPlan.of("a", "/work"),
                        TaskPlan.of("b", "/work").after("a"),
                        TaskPlan.of("c", "/work").after("a"),
                        TaskPlan.of("undo", "/work").onFailure(),
                        TaskPlan.of("tidy", "/work").atEnd(),
                        TaskPlan.of("tell", "/work").atEnd().after("tidy")));

        assertThat(graph.nodes())
                .extracting(TaskNode::dependencies)
                .containsExactly(
                        List.of(), List.of("a"), List.of("a"), List.of("b", "c"), List.of("b", "c"), List.of("tidy"));
        assertThat(graph.nodes())
                .extracting(TaskNode::note)
                .containsExactly("", "", "", "on_failure", "finally", "finally");
    }

    @Test
    void dot_has_the_originals_form() {
        String dot = DotText.of(ORDERS);

        assertThat(dot.lines().limit(4)).allMatch(line -> line.startsWith("/*"));
        assertThat(dot)
                .contains(
                        "compound=true",
                        "rankdir=LR",
                        "node [fontsize=10]",
                        "subgraph cluster_workflow",
                        "label=\"workflow\"",
                        "n3 [label=\"pack\\ntaskid=34\\nstat=ERR_SERVER_EXCEPTION\\ncost=2.9\", color=red, style=bold]",
                        "begin0 [shape=diamond",
                        "begin0 -> n0;",
                        "n0 -> n2 [penwidth=3];",
                        "n6 -> end0;",
                        "color=grey, style=dashed");
    }

    /** -Dpictures=DIR keeps them, to be looked at. */
    static byte[] save(String name, byte[] png) throws IOException {
        Optional<Path> folder =
                Optional.ofNullable(System.getProperty("pictures")).map(Path::of);
        if (folder.isPresent()) {
            Files.write(folder.get().resolve(name), png);
        }
        return png;
    }
}
