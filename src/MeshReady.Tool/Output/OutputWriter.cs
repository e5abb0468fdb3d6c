using System.Text;

namespace MeshReady.Tool.Output;

/// <summary>Writes each format of a run to where it goes.</summary>
public sealed class OutputWriter(Terminal terminal)
{
    /// <summary>Writes all parts, whichever of them fails; what no part tells goes to standard error.</summary>
    /// <returns>Whether all could be written.</returns>
    public bool Write(Rendering rendering, IReadOnlyList<OutputPart> parts)
    {
        var isWritten = true;
        foreach (var part in parts)
        {
            if (part.File is null)
            {
                terminal.Out.Write(rendering.In(part.Format, terminal.Paint));
            }
            else if (AtomicFile.Write(part.File, new UTF8Encoding(false).GetBytes(rendering.In(part.Format, static (_, word) => word))) is { } reason)
            {
                terminal.Error.WriteLine(reason);
                isWritten = false;
            }
        }

        if (!parts.Any(static p => Rendering.HoldsNotes(p.Format)))
        {
            foreach (var line in terminal.IsQuiet ? rendering.Failures.Select(Redaction.Line) : rendering.Notes)
                terminal.Error.WriteLine(line);
        }

        if (!terminal.IsQuiet && parts.All(static p => p.File is not null))
            terminal.Error.WriteLine(Report.Summary(rendering.Result, rendering.Least));
        return isWritten;
    }
}
