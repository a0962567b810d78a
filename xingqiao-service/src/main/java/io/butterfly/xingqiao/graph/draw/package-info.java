/**
 * Draws a {@link io.butterfly.xingqiao.graph.JobGraph}: Eclipse's layered layout finds the places, and one picture is
 * painted as SVG or as PNG.
 */
package io.butterfly.xingqiao.graph.draw;
