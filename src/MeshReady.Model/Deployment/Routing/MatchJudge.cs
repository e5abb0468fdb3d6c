namespace MeshReady.Model.Deployment;

/// <summary>Decides whether a route serves a call.</summary>
internal static class MatchJudge
{
    /// <summary>Whether any of the route's matches fits.</summary>
    public static Certainty Serves(MeshRoute route, MeshCall call)
    {
        if (route.Matches.IsEmpty)
            return Certainty.Yes;
        var best = route.Matches.IsComplete ? Certainty.No : Certainty.Possible;
        foreach (var match in route.Matches)
        {
            var fits = Fits(match, call);
            best = fits > best ? fits : best;
        }

        return best;
    }

    private static Certainty Fits(HttpMatch match, MeshCall call)
    {
        var worst = VirtualServiceSpec.InMesh(match.Gateways) switch { true => Certainty.Yes, false => Certainty.No, null => Certainty.Possible };
        And(ref worst, Fits(match.Uri, call.Path, match.IgnoresCase));
        And(ref worst, Fits(match.Method, call.Method, default));
        And(ref worst, Fits(match.Authority, text: null, default));
        And(ref worst, Fits(match.Scheme, text: null, default));
        And(ref worst, match.Port.IsAbsent ? Certainty.Yes : match.Port.IsUnknown || call.Port is null ? Certainty.Possible : Is(match.Port.Value == call.Port));
        And(ref worst, match.SourceNamespace.IsAbsent ? Certainty.Yes
            : match.SourceNamespace.IsUnknown || call.CallerNamespace is null ? Certainty.Possible
            : Is(match.SourceNamespace.Value == call.CallerNamespace));
        And(ref worst, LabelMatch.Of(match.SourceLabels, call.CallerLabels));

        // What headers and parameters a call carries is not known; none is required where none is named.
        And(ref worst, match.Headers.IsEmpty && match.WithoutHeaders.IsEmpty && match.QueryParams.IsEmpty ? Certainty.Yes : Certainty.Possible);
        return worst;
    }

    private static void And(ref Certainty worst, Certainty next) => worst = next < worst ? next : worst;

    private static Certainty Is(bool value) => value ? Certainty.Yes : Certainty.No;

    private static Certainty Fits(Field<StringMatch> match, string? text, Field<bool> ignoresCase)
    {
        if (match.IsAbsent || match.Value is { Kind: StringMatchKind.Present } or { Kind: StringMatchKind.Prefix, Text: "/" } or { Kind: StringMatchKind.PathPrefix, Text: "/" or "" })
            return Certainty.Yes;
        if (match.IsUnknown || text is null || ignoresCase.IsUnknown)
            return Certainty.Possible;
        var comparison = ignoresCase.Value ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var wanted = match.Value!.Text;
        return match.Value.Kind switch
        {
            StringMatchKind.Exact => Is(text.Equals(wanted, comparison)),
            StringMatchKind.Prefix => Is(text.StartsWith(wanted, comparison)),
            StringMatchKind.PathPrefix => Is(text.StartsWith(wanted, comparison) && (text.Length == wanted.Length || wanted.EndsWith("/", StringComparison.Ordinal) || text[wanted.Length] == '/')),
            StringMatchKind.Regex when wanted is ".*" or "/.*" or ".+" => Certainty.Yes,
            StringMatchKind.Regex when !ignoresCase.Value && SimplePattern.Fits(wanted, text) is { } fits => Is(fits),
            _ => Certainty.Possible,
        };
    }
}
