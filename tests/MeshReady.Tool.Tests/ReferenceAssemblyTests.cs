using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MeshReady.References;
using MeshReady.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MeshReady.Tool.Tests;

/// <summary>The references that ship: small, and to a compiler the same as what their authors published.</summary>
public sealed class ReferenceAssemblyTests
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeModifiers)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance);

    /// <summary>The assemblies by library: as published and as shipped.</summary>
    private static readonly (string Published, string Shipped)[] Assemblies = [.. KnownLibraryTests.Libraries
        .Where(static l => l.Folder.Length > 0)
        .SelectMany(static l => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "refs", l.Id, l.Version), "*.dll")
            .Select(f => (Path.Combine(KnownLibraryTests.PackageRoot, l.Id.ToLowerInvariant(), l.Version, l.Folder, Path.GetFileName(f)), f)))];

    [Fact]
    public void Compiler_sees_what_was_published()
    {
        // Two rounds, as a compilation takes one version of an assembly.
        var groups = Assemblies.GroupBy(static a => Path.GetFileName(a.Shipped)).ToArray();
        var newest = groups.Select(static g => g.Last()).ToArray();
        var others = groups.Select(static g => g.First()).Where(o => !newest.Contains(o)).ToArray();
        Assert.NotEmpty(others);
        Compare([.. newest], newest);
        Compare([.. newest.Where(n => others.All(o => Path.GetFileName(o.Shipped) != Path.GetFileName(n.Shipped))), .. others], others);

        static void Compare((string Published, string Shipped)[] all, (string Published, string Shipped)[] compared)
        {
            var (published, shipped) = (Compile(all.Select(static a => a.Published)), Compile(all.Select(static a => a.Shipped)));
            foreach (var pair in compared)
            {
                var (expected, actual) = (Seen(published, pair.Published), Seen(shipped, pair.Shipped));
                Assert.True(expected.Count > 0, pair.Published);
                Assert.True(expected.SequenceEqual(actual), $"{pair.Shipped}: {string.Join("; ", expected.Except(actual).Select(static e => "- " + e).Concat(actual.Except(expected).Select(static a => "+ " + a)).Take(10))}");
            }
        }
    }

    [Fact]
    public void Nothing_that_runs_is_shipped()
    {
        foreach (var (_, shipped) in Assemblies)
        {
            using var image = new PEReader(File.OpenRead(shipped));
            var metadata = image.GetMetadataReader();
            Assert.Empty(metadata.ManifestResources);
            Assert.Contains(metadata.GetAssemblyDefinition().GetCustomAttributes(), a => metadata.GetCustomAttribute(a).Constructor is { Kind: HandleKind.MemberReference } constructor
                && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
                && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) == "ReferenceAssemblyAttribute");
            Assert.All(metadata.MethodDefinitions.Select(m => metadata.GetMethodDefinition(m).RelativeVirtualAddress).Where(static a => a != 0), address => Assert.InRange(image.GetMethodBody(address).GetILBytes()!.Length, 0, 2));
        }
    }

    [Fact]
    public void Same_assembly_gives_the_same_bytes()
    {
        foreach (var (published, shipped) in Assemblies.Where(static a => Path.GetFileName(a.Shipped) is "Polly.dll" or "Dapper.dll" or "Npgsql.dll"))
            Assert.Equal(File.ReadAllBytes(shipped), ReferenceAssembly.Of(File.ReadAllBytes(published)));
    }

    [Fact]
    public void What_is_no_assembly_is_refused()
        => Assert.Throws<BadImageFormatException>(static () => ReferenceAssembly.Of([1, 2, 3, 4]));

    private static CSharpCompilation Compile(IEnumerable<string> assemblies)
        => CSharpCompilation.Create("a", references: [.. FrameworkReferences.All, .. assemblies.Select(static a => MetadataReference.CreateFromFile(a))],
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.Public));

    private static List<string> Seen(CSharpCompilation compilation, string file)
    {
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(compilation.References.Single(r => r.Display == file))!;
        var seen = new List<string> { assembly.Identity.ToString() };
        Attributes(assembly);
        var open = new Stack<INamespaceOrTypeSymbol>([assembly.GlobalNamespace]);
        while (open.TryPop(out var container))
        {
            if (container is INamedTypeSymbol type)
                seen.Add($"{type.ToDisplayString(Format)} : {type.BaseType} {string.Join(", ", type.Interfaces)}");
            Attributes(container);
            foreach (var member in container.GetMembers().Where(static m => m is INamespaceSymbol || m.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                if (member is INamespaceOrTypeSymbol inner)
                {
                    open.Push(inner);
                    continue;
                }

                seen.Add(member.ToDisplayString(Format));
                Attributes(member);
                foreach (var parameter in (member as IMethodSymbol)?.Parameters ?? [])
                    Attributes(parameter);
            }
        }

        return seen;

        void Attributes(ISymbol symbol)
            => seen.AddRange(symbol.GetAttributes().Select(static a => a.ToString()!).Where(static a => !a.Contains("StateMachineAttribute", StringComparison.Ordinal) && !a.Contains("ReferenceAssemblyAttribute", StringComparison.Ordinal)).Select(a => $"{symbol.Name} [{a}]"));
    }
}
