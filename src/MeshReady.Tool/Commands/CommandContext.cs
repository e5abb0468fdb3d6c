using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;

namespace MeshReady.Tool.Commands;

/// <summary>What every command works with.</summary>
/// <param name="Rules">The rules to run.</param>
/// <param name="Terminal">Where text goes.</param>
/// <param name="Packs">The frameworks on this machine.</param>
/// <param name="Stores">Where packages lie.</param>
public sealed record CommandContext(Rules Rules, Terminal Terminal, FrameworkPacks Packs, IReadOnlyList<PackageStore> Stores)
{
    /// <summary>Tells today's date.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Runs a command's action; what goes wrong is a message and <see cref="ExitCode.Failed"/>.</summary>
    public async Task<int> Guarded(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException)
        {
            Terminal.Error.WriteLine("cancelled");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Terminal.Error.WriteLine(Redaction.Line(exception.Message));
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            // Its text may quote what was read; the kind and the place in this program are enough to find it.
            Terminal.Error.WriteLine($"meshready failed with {exception.GetType().Name}, please report it:\n{exception.StackTrace}");
            return ExitCode.Failed;
        }
    }
}
