package io.butterfly.baichuan.bad;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Elements of batches that are broken in one way each, and odd ones that are good. A {@code '} stands for a quote. */
final class BadSamples {
    /** {@code @} is where a message's id stands. */
    static final List<String> TASKS = List.of(
            "null",
            "5",
            "{}",
            "{'handler':'H','params':{},'task_id':'@','colour':1}",
            "{'handler':'nowhere','params':{},'task_id':'@'}",
            "{'handler':null,'params':{},'task_id':'@'}",
            "{'handler':['H'],'params':{},'task_id':'@'}",
            "{'handler':'H','params':[1],'task_id':'@'}",
            "{'handler':'H','params':'text','task_id':'@'}",
            "{'handler':'H','params':null,'task_id':'@'}",
            "{'handler':'H','task_id':'@'}",
            "{'handler':'H','params':{'a':" + deep(950) + "},'task_id':'@'}",
            "{'handler':'H','params':{'a':" + deep(2_000) + "},'task_id':'@'}",
            "{'handler':'H','params':{'a':'" + "x".repeat(1 << 20) + "'},'task_id':'@'}",
            "{'handler':'H','params':{},'task_id':'cut \\ud83d'}",
            "{'handler':'H','params':{},'task_id':'@','trace_id':'\\udc00'}",
            "{'handler':'H','params':{'\\udc00':1},'task_id':'@'}",
            "{'handler':'H','params':{'a':'\u00f4\u0090\u0080\u0080'},'task_id':'@'}",
            "{'handler':'H','params':{'a':'\u00c0\u0080'},'task_id':'@'}",
            "{'handler':'H','params':{'a':01},'task_id':'@'}",
            "{'handler':'H','params':{},'task_id':'@','timeout':1e400}",
            "{'handler':'H','params':{},'task_id':'@','timeout':99999999999999999999}",
            "{'handler':'H','params':{'a':1e99999999999},'task_id':'a b'}",
            "{'handler':'H','params':{},'task_id':'~@'}",
            "{'handler':'H','params':{} 'task_id':'@'}");

    /** Data of another producer's message. */
    static final List<byte[]> DATA = List.of(
            bytes("[1]"),
            bytes("no JSON"),
            bytes(""),
            bytes("{\"a\":1}{\"b\":2}"),
            bytes("{\"a\":1},\"attempt\":7"),
            bytes("{\"a\":" + deep(950) + "}"),
            bytes("{\"a\":" + deep(2_000) + "}"),
            bytes("{\"\\udc00\":1}"),
            bytes("{\"a\":1e99999999999}"),
            "{\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"a\":\"\u00f4\u0090\u0080\u0080\"}".getBytes(StandardCharsets.ISO_8859_1));

    /** {@code @} is where the message's id stands, {@code $} where its lease stands. */
    static final List<String> RESULTS = List.of(
            "null",
            "5",
            "[]",
            "{}",
            "{'task_id':'@','lease':'$'}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK'},'colour':1}",
            "{'task_id':'@','lease':'','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'another','result':{'stat':'OK'}}",
            "{'task_id':null,'lease':'$','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'@','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK'},'release':1}",
            "{'task_id':'@','lease':'$','release':-1}",
            "{'task_id':'@','lease':'$','release':'soon'}",
            "{'task_id':'@','lease':'$','result':'text'}",
            "{'task_id':'@','lease':'$','result':[]}",
            "{'task_id':'@','lease':'$','result':{'stat':5}}",
            "{'task_id':'@','lease':'$','result':{}}",
            "{'task_id':'@','lease':'$','result':{'stat':'cut \\ud83d'}}",
            "{'task_id':'@','lease':'cut \\ud83d','result':{'stat':'OK'}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':" + deep(950) + "}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':" + deep(2_000) + "}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':1e99999999999}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','\\udc00':1}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK','a':'\u00f4\u0090\u0080\u0080'}}",
            "{'task_id':'@','lease':'$','result':{'stat':'OK',}}");

    /** Odd, but good: they end like all others. */
    static final List<String> ODD_REPLIES = List.of(
            "{'stat':'OK','a':'cut \\ud83d'}",
            "{'stat':'OK','a':NaN,'b':[-Infinity]}",
            "{'stat':'ERR','stat':'OK'}",
            "{'stat':'OK','a':1e400,'b':-0.10}",
            "{'stat':'OK','task_id':'another','trace_id':null}",
            "{'stat':'OK','a':" + deep(890) + "}",
            "{'stat':'OK','\u00f0\u009f\u0098\u0080':'\u00c3\u00a9'}");

    private BadSamples() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }
}
