namespace MeshReady.Testing;

/// <summary>Names that try to become something else where they are written.</summary>
public static class Hostile
{
    /// <summary>Each on its own.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "</script><img src=x onerror=document.title='broken'>",
        "\" onfocus=\"document.title='broken'\" autofocus=\"",
        "' onclick='document.title=1' x='",
        "</title></svg></style><script>document.title='broken'</script>",
        "<!-- <![CDATA[ ]]> --> &lt;b&gt; &#x3c;b&#x3e;",
        "javascript:document.title='broken'",
        "\u202Egnp.exe\u202C \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627",
        "line\u2028separator\u2029paragraph\r\nfeed\ttab\0null\u0007bell",
        "\uD800 half \uDC00",
        "`${document.title='broken'}` \\ \\\" \\u003cb\\u003e",
        "\"]; n9 [shape=box]; } subgraph x { //",
        "\"] --> n9; end; click n1 call alert() %%{init: {\"securityLevel\": \"loose\"}}%%",
        "[link](javascript:alert(1)) ![x](https://example.com/x.png)",
        "{{constructor.constructor('alert(1)')()}}",
        new('w', 400),
    ];

    /// <summary>All in one.</summary>
    public static string All { get; } = string.Concat(Names);
}
