package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.schema.ValueSchema;
import io.butterfly.xingqiao.schema.ValueSchema.Violation;
import io.butterfly.xingqiao.workflow.Dag;
import io.butterfly.xingqiao.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads a workflow from YAML. */
public final class YamlFile {
    private static final String SCHEMA_TEXT = resource("/workflow.schema.json");
    private static final ValueSchema SCHEMA = ValueSchema.of(Json.tree(SCHEMA_TEXT));

    private YamlFile() {}

    /** The JSON Schema of such files, for editors. */
    public static String schema() {
        return SCHEMA_TEXT;
    }

    /** Throws {@link BrokenFile}. */
    public static Workflow read(String text) {
        YamlTree tree = YamlTree.parse(text);
        List<Violation> violations = SCHEMA.check(tree.root());
        if (!violations.isEmpty()) {
            Violation first = violations.getFirst();
            throw new BrokenFile(first.toString(), tree.place(first.pointer()));
        }
        YamlWorkflow workflow = workflow(tree);
        checkPlan(tree, workflow);
        return workflow;
    }

    private static YamlWorkflow workflow(YamlTree tree) {
        ObjectNode root = (ObjectNode) tree.root();
        Optional.ofNullable(root.get("params"))
                .ifPresent(schema -> check(tree, "/params", () -> ValueSchema.of(schema)));
        check(tree, "/notifier", () -> YamlWorkflow.notifier(root));
        int i = 0;
        for (JsonNode task : root.get("tasks")) {
            check(tree, "/tasks/" + i++, () -> YamlTask.plan((ObjectNode) task, task.get("params")));
        }
        return new YamlWorkflow(root);
    }

    /** What can be known of the plan before there is a job: labels, commands, dependencies. */
    private static void checkPlan(YamlTree tree, YamlWorkflow workflow) {
        try {
            Dag.checkShape(workflow.shape());
        } catch (IllegalArgumentException e) {
            throw new BrokenFile(e.getMessage(), placeOfTask(tree, e.getMessage()));
        }
    }

    /** Of the last task that the message names; of all tasks when it names none. */
    private static BrokenFile.Place placeOfTask(YamlTree tree, String message) {
        JsonNode tasks = tree.root().get("tasks");
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (List.of(message.split("[\\s,:']+"))
                    .contains(tasks.get(i).path("label").asText())) {
                return tree.place("/tasks/" + i);
            }
        }
        return tree.place("/tasks");
    }

    private static void check(YamlTree tree, String pointer, Runnable binding) {
        try {
            binding.run();
        } catch (IllegalArgumentException e) {
            throw new BrokenFile(e.getMessage(), tree.place(pointer));
        }
    }

    private static String resource(String name) {
        try (InputStream in = YamlFile.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
