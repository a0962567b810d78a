/**
 * A job as a graph of its tasks: which depends on which, how far each is, how long it took, and which of them made the
 * job as long as it is.
 *
 * <p>A graph is written in Graphviz' language, or drawn: Eclipse's layered layout finds the places, and one picture is
 * painted as SVG or as PNG.
 */
package io.butterfly.xingqiao.graph;
