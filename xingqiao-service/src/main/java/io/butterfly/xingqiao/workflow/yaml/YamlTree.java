package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.yaml.BrokenFile.Place;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** A YAML document as JSON, and where each of its values stands. */
final class YamlTree {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_VALUES = 50_000;

    private final Map<String, Place> places = new HashMap<>();
    private JsonNode root;

    private YamlTree() {}

    /** Throws {@link BrokenFile}. */
    static YamlTree parse(String text) {
        YamlTree tree = new YamlTree();
        try {
            LoaderOptions options = new LoaderOptions();
            Node document = new Composer(
                            new ParserImpl(new StreamReader(text), options), new Scalars.NoWords(), options)
                    .getSingleNode();
            if (document == null) {
                throw new BrokenFile("the file is empty", new Place(1, 1));
            }
            tree.root = tree.convert(document, "", 0);
            return tree;
        } catch (MarkedYAMLException e) {
            String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            throw new BrokenFile(e.getProblem() + context, placeOf(e.getProblemMark()));
        } catch (YAMLException e) {
            throw new BrokenFile(e.getMessage(), new Place(1, 1));
        }
    }

    JsonNode root() {
        return root;
    }

    /** Of the value at a JSON Pointer, or of the nearest one around it. */
    Place place(String pointer) {
        String near = pointer;
        while (!places.containsKey(near)) {
            near = near.substring(0, near.lastIndexOf('/'));
        }
        return places.get(near);
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        places.put(pointer, placeOf(node.getStartMark()));
        if (depth > MAX_DEPTH) {
            throw new BrokenFile("values are nested more than " + MAX_DEPTH + " deep", places.get(pointer));
        }
        if (places.size() > MAX_VALUES) { // aliases of aliases grow without bound
            throw new BrokenFile("the file has more than " + MAX_VALUES + " values", places.get(pointer));
        }
        return switch (node) {
            case MappingNode mapping -> convertMapping(mapping, pointer, depth);
            case SequenceNode sequence -> convertSequence(sequence, pointer, depth);
            case ScalarNode scalar -> Scalars.value(scalar);
            default -> throw new BrokenFile("this cannot be read", places.get(pointer));
        };
    }

    private ObjectNode convertMapping(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = Json.mapper().createObjectNode();
        for (NodeTuple member : mapping.getValue()) {
            Place place = placeOf(member.getKeyNode().getStartMark());
            if (!(member.getKeyNode() instanceof ScalarNode key)) {
                throw new BrokenFile("a name must be text", place);
            }
            if (object.has(key.getValue())) {
                throw new BrokenFile("the name '" + key.getValue() + "' is there twice", place);
            }
            String at = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
            object.set(key.getValue(), convert(member.getValueNode(), at, depth + 1));
            places.put(at, place);
        }
        return object;
    }

    private ArrayNode convertSequence(SequenceNode sequence, String pointer, int depth) {
        ArrayNode array = Json.mapper().createArrayNode();
        for (Node item : sequence.getValue()) {
            array.add(convert(item, pointer + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private static Place placeOf(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
