using MeshReady.Dev;

namespace MeshReady.Repo.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    public static Repository Repository { get; } = Repository.Find(AppContext.BaseDirectory);

    /// <summary>The C# files below a folder.</summary>
    public static IEnumerable<string> Sources(string folder) => Repository.Files(folder, "*.cs");
}
