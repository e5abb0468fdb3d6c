using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;

namespace MeshReady.Tool.Fixing;

/// <summary>Writes the difference of two texts as patch reads it.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The diff of one file; empty where the texts are the same.</summary>
    /// <param name="path">Path as shown.</param>
    /// <param name="before">Null for a new file.</param>
    /// <param name="after">The new text.</param>
    public static string Write(string path, string? before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before ?? "", after, ignoreWhiteSpace: false, ignoreCase: false, LineEndingsPreservingChunker.Instance);
        if (diff.DiffBlocks.Count == 0)
            return "";

        var text = new StringBuilder().Append(before is null ? "--- /dev/null\n" : $"--- a/{path}\n").Append($"+++ b/{path}\n");
        for (var i = 0; i < diff.DiffBlocks.Count;)
        {
            // Blocks whose context would overlap make one hunk.
            var last = i;
            while (last + 1 < diff.DiffBlocks.Count && diff.DiffBlocks[last + 1].DeleteStartA - (diff.DiffBlocks[last].DeleteStartA + diff.DiffBlocks[last].DeleteCountA) <= 2 * Context)
                last++;

            var (first, end) = (diff.DiffBlocks[i], diff.DiffBlocks[last]);
            var startA = Math.Max(0, first.DeleteStartA - Context);
            var endA = Math.Min(diff.PiecesOld.Count, end.DeleteStartA + end.DeleteCountA + Context);
            var startB = first.InsertStartB - (first.DeleteStartA - startA);
            var hunk = new StringBuilder();
            var (at, countB) = (startA, 0);
            for (var block = i; block <= last; block++)
            {
                var change = diff.DiffBlocks[block];
                for (; at < change.DeleteStartA; at++, countB++)
                    Line(hunk, ' ', diff.PiecesOld[at]);
                for (; at < change.DeleteStartA + change.DeleteCountA; at++)
                    Line(hunk, '-', diff.PiecesOld[at]);
                for (var b = 0; b < change.InsertCountB; b++, countB++)
                    Line(hunk, '+', diff.PiecesNew[change.InsertStartB + b]);
            }

            for (; at < endA; at++, countB++)
                Line(hunk, ' ', diff.PiecesOld[at]);
            text.Append(CultureInfo.InvariantCulture, $"@@ -{(before is null ? 0 : startA + 1)},{(before is null ? 0 : endA - startA)} +{startB + 1},{countB} @@\n").Append(hunk);
            i = last + 1;
        }

        return text.ToString();
    }

    private static void Line(StringBuilder hunk, char sign, string line)
        => hunk.Append(sign).Append(line.AsSpan().TrimEnd("\r\n")).Append('\n').Append(line.EndsWith('\n') ? "" : "\\ No newline at end of file\n");
}
