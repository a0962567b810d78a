package io.butterfly.xingqiao.graph;

import io.butterfly.xingqiao.graph.Canvas.Box;
import io.butterfly.xingqiao.graph.Canvas.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.alg.layered.options.WrappingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Where everything is. */
record Layout(double width, double height, Map<String, Box> boxes, List<Line> lines) {
    static final String BEGIN = " begin";
    static final String END = " end";
    private static final double DIAMOND = 46;
    private static final double WIDE = 1.9;
    /** Tasks one after the other; longer chains go on in the next line. */
    private static final int LONG = 12;
    /** Edges at one task; beyond that they share a line, although it does not show then which belongs to which. */
    private static final int WIDE_FAN = 8;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    /** An edge, from the dependency to the task that depends on it. */
    record Line(String from, String to, List<Point> bends) {
        /** Lines were laid out for boxes; a diamond is narrower away from its middle. */
        Line toDiamonds(Box begin, Box end) {
            List<Point> moved = new ArrayList<>(bends);
            if (from.equals(BEGIN)) {
                moved.set(
                        0,
                        new Point(
                                moved.getFirst().x() - offMiddle(begin, moved.getFirst()),
                                moved.getFirst().y()));
            }
            if (to.equals(END)) {
                moved.set(
                        moved.size() - 1,
                        new Point(
                                moved.getLast().x() + offMiddle(end, moved.getLast()),
                                moved.getLast().y()));
            }
            return new Line(from, to, moved);
        }

        private static double offMiddle(Box diamond, Point at) {
            return Math.abs(diamond.y() + diamond.height() / 2 - at.y());
        }
    }

    static Layout of(JobGraph graph, Map<String, Card> cards) {
        ElkNode root = ElkGraphUtil.createGraph();
        configure(root);
        root.setProperty(LayeredOptions.MERGE_EDGES, graph.widest() > WIDE_FAN);
        if (graph.depth() > LONG) {
            root.setProperty(LayeredOptions.WRAPPING_STRATEGY, WrappingStrategy.MULTI_EDGE);
        }
        Map<String, ElkNode> nodes = new LinkedHashMap<>();
        nodes.put(BEGIN, node(root, DIAMOND, DIAMOND));
        cards.forEach((label, card) -> nodes.put(label, node(root, card.width(), card.height())));
        nodes.put(END, node(root, DIAMOND, DIAMOND));
        Map<ElkEdge, Line> edges = edges(graph, nodes);
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        Map<String, Box> boxes = new LinkedHashMap<>();
        nodes.forEach((label, node) ->
                boxes.put(label, new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight())));
        List<Line> lines = lines(edges).stream()
                .map(line -> line.toDiamonds(boxes.get(BEGIN), boxes.get(END)))
                .toList();
        return new Layout(root.getWidth(), root.getHeight(), boxes, lines);
    }

    private static void configure(ElkNode root) {
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(24));
        root.setProperty(CoreOptions.SPACING_NODE_NODE, 22.0);
        root.setProperty(CoreOptions.SPACING_EDGE_NODE, 16.0);
        root.setProperty(CoreOptions.SPACING_EDGE_EDGE, 12.0);
        root.setProperty(CoreOptions.ASPECT_RATIO, WIDE);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 48.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 20.0);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    }

    private static ElkNode node(ElkNode root, double width, double height) {
        ElkNode node = ElkGraphUtil.createNode(root);
        node.setDimensions(width, height);
        return node;
    }

    private static Map<ElkEdge, Line> edges(JobGraph graph, Map<String, ElkNode> nodes) {
        Map<ElkEdge, Line> edges = new LinkedHashMap<>();
        for (JobGraph.TaskNode node : graph.nodes()) {
            List<String> from = node.dependencies().isEmpty() ? List.of(BEGIN) : node.dependencies();
            from.stream().filter(nodes::containsKey).forEach(label -> put(edges, nodes, label, node.label()));
        }
        graph.last().forEach(label -> put(edges, nodes, label, END));
        return edges;
    }

    private static void put(Map<ElkEdge, Line> edges, Map<String, ElkNode> nodes, String from, String to) {
        edges.put(ElkGraphUtil.createSimpleEdge(nodes.get(from), nodes.get(to)), new Line(from, to, List.of()));
    }

    private static List<Line> lines(Map<ElkEdge, Line> edges) {
        List<Line> lines = new ArrayList<>();
        edges.forEach((edge, line) -> {
            ElkEdgeSection section = edge.getSections().getFirst();
            List<Point> bends = new ArrayList<>();
            bends.add(new Point(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> bends.add(new Point(bend.getX(), bend.getY())));
            bends.add(new Point(section.getEndX(), section.getEndY()));
            lines.add(new Line(line.from(), line.to(), bends));
        });
        return lines;
    }
}
