using MeshReady.Tool.Evaluation;

namespace MeshReady.Tool.Tests;

/// <summary>Projects as text: properties, conditions, imports, items.</summary>
public sealed class EvaluationTests
{
    private static EvaluatedProject Evaluate(TempFolder folder, string name = "A/A.csproj") => ProjectEvaluator.Evaluate(folder[name], folder.Path);

    private static string[] Sources(TempFolder folder, EvaluatedProject project)
        => [.. project.ItemsOf("Compile").Select(i => Path.GetRelativePath(folder.Path, i.Include).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void Properties_come_from_all_imported_files()
    {
        using var folder = new TempFolder()
            .With("Directory.Build.props", "<Project><Import Project=\"eng/Common.props\" /><PropertyGroup><Nullable>enable</Nullable><Company>$(Prefix).Co</Company></PropertyGroup></Project>")
            .With("eng/Common.props", "<Project><PropertyGroup><Prefix>Acme</Prefix></PropertyGroup></Project>")
            .With("Directory.Build.targets", "<Project><PropertyGroup><AssemblyName>$(Prefix).$(MSBuildProjectName)</AssemblyName></PropertyGroup></Project>")
            .With("A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>");
        var project = Evaluate(folder);
        Assert.Equal("Acme.Co", project.Property("Company"));
        Assert.Equal("Acme.A", project.AssemblyName);
        Assert.Equal("enable", project.Property("nullable"));
    }

    [Fact]
    public void Nearest_props_may_import_the_one_above()
    {
        using var folder = new TempFolder()
            .With("Directory.Build.props", "<Project><PropertyGroup><Top>1</Top></PropertyGroup></Project>")
            .With("A/Directory.Build.props", "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /><PropertyGroup><Near>$(Top)</Near></PropertyGroup></Project>")
            .With("A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        Assert.Equal("1", Evaluate(folder).Property("Near"));
    }

    [Fact]
    public void Nothing_outside_of_the_checkout_is_imported()
    {
        using var folder = new TempFolder()
            .With("secret.props", "<Project><PropertyGroup><Found>1</Found></PropertyGroup></Project>")
            .With("In/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><Import Project=\"../secret.props\" /></Project>");
        Assert.Equal("", ProjectEvaluator.Evaluate(folder["In/A.csproj"], folder["In"]).Property("Found"));
    }

    [Fact]
    public void Import_that_names_itself_ends()
    {
        using var folder = new TempFolder().With("a.props", "<Project><Import Project=\"a.props\" /><PropertyGroup><X>1</X></PropertyGroup></Project>").With("A/A.csproj", "<Project><Import Project=\"../a.props\" /></Project>");
        Assert.Equal("1", Evaluate(folder).Property("X"));
    }

    [Theory]
    [InlineData("'$(X)' == 'y'", true)]
    [InlineData("'$(X)' == 'Y' and '$(None)' == ''", true)]
    [InlineData("'$(X)' != 'y' Or ('$(None)' == '' And true)", true)]
    [InlineData("!('$(X)' == 'y')", false)]
    [InlineData("$(Yes)", true)]
    [InlineData("$(Yes) == true and '$(X)'=='y'", true)]
    [InlineData("$(None) == ''", true)]
    [InlineData("'$(Version)' >= '8.0'", true)]
    [InlineData("Exists('nowhere')", false)]
    [InlineData("Exists('$(Here)')", true)]
    [InlineData("$([MSBuild]::IsOSPlatform('Windows'))", null)]
    [InlineData("'a' == ", null)]
    [InlineData("'unclosed", null)]
    [InlineData("'$(X)' == 'n' and $([MSBuild]::IsOSPlatform('Windows'))", false)]
    [InlineData("$(X.Contains('y'))", true)]
    [InlineData("", true)]
    public void Condition_is_true_false_or_unknown(string condition, bool? expected)
    {
        var bag = new PropertyBag();
        bag.Set("X", "y");
        bag.Set("Yes", "true");
        bag.Set("Version", "10.0");
        bag.Set("Here", Path.GetTempPath());
        Assert.Equal(expected, Condition.Evaluate(condition, bag.Expand, Path.GetTempPath()));
    }

    [Theory]
    [InlineData("net8.0;net10.0;netstandard2.0", "net10.0")]
    [InlineData("netstandard2.0;net48", "netstandard2.0")]
    [InlineData("net9.0-android;net9.0", "net9.0")]
    public void Newest_net_is_chosen(string several, string expected)
    {
        using var folder = new TempFolder().With("A/A.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>{several}</TargetFrameworks></PropertyGroup><PropertyGroup Condition=\"'$(TargetFramework)' == '{expected}'\"><Chosen>1</Chosen></PropertyGroup></Project>");
        var project = Evaluate(folder);
        Assert.Equal(expected, project.Property("TargetFramework"));
        Assert.Equal("1", project.Property("Chosen"));
    }

    [Fact]
    public void Choose_takes_the_first_branch_that_holds()
    {
        using var folder = new TempFolder().With("A/A.csproj", "<Project><Choose><When Condition=\"'$(No)' == 'x'\"><PropertyGroup><P>1</P></PropertyGroup></When><Otherwise><PropertyGroup><P>2</P></PropertyGroup></Otherwise></Choose></Project>");
        Assert.Equal("2", Evaluate(folder).Property("P"));
    }

    [Fact]
    public void Sdk_project_has_all_sources_below_it()
    {
        using var folder = new TempFolder()
            .With("A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><Compile Remove=\"Gone/**\" /><Compile Include=\"../Shared/*.cs\" Exclude=\"../Shared/Not.cs\" LinkBase=\"S\" /></ItemGroup></Project>")
            .With("A/One.cs", "").With("A/Deep/Two.cs", "").With("A/Gone/Three.cs", "").With("A/obj/Four.cs", "").With("A/bin/Five.cs", "").With("A/.git/Six.cs", "")
            .With("A/Nested/Nested.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("A/Nested/Seven.cs", "")
            .With("Shared/Eight.cs", "").With("Shared/Not.cs", "").With("A/One.txt", "");
        Assert.Equal(["A/Deep/Two.cs", "A/Nested/Seven.cs", "A/One.cs", "Shared/Eight.cs"], Sources(folder, Evaluate(folder)));
    }

    [Fact]
    public void Pattern_that_leaves_the_checkout_finds_nothing()
    {
        using var folder = new TempFolder().With("A/A.csproj", "<Project><ItemGroup><Compile Include=\"/**/*.cs;../../**/*.cs\" /></ItemGroup></Project>").With("A/One.cs", "");
        Assert.Empty(Evaluate(folder).ItemsOf("Compile"));
    }

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>")]
    [InlineData("<Project ToolsVersion=\"15.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">")]
    public void Without_default_items_only_named_sources_count(string head)
    {
        using var folder = new TempFolder().With("A/A.csproj", head + "<ItemGroup><Compile Include=\"One.cs\" /></ItemGroup></Project>").With("A/One.cs", "").With("A/Two.cs", "");
        Assert.Equal(["A/One.cs"], Sources(folder, Evaluate(folder)));
    }

    [Fact]
    public void Item_whose_condition_is_not_understood_is_kept()
    {
        using var folder = new TempFolder().With("A/A.csproj", "<Project><ItemGroup><PackageReference Include=\"P\" Condition=\"$([MSBuild]::Strange())\" /></ItemGroup><PropertyGroup Condition=\"$([MSBuild]::Strange())\"><Q>1</Q></PropertyGroup></Project>");
        Assert.Single(Evaluate(folder).ItemsOf("PackageReference"));
        Assert.Equal("", Evaluate(folder).Property("Q"));
    }

    [Theory]
    [InlineData("net10.0", "NET10_0_OR_GREATER", "NET11_0_OR_GREATER")]
    [InlineData("net8.0", "NET8_0", "NET9_0_OR_GREATER")]
    [InlineData("netstandard2.0", "NETSTANDARD2_0_OR_GREATER", "NET")]
    [InlineData("net48", "NETFRAMEWORK", "NETCOREAPP")]
    [InlineData("nonsense", "TRACE", "DEBUG")]
    public void Symbols_follow_the_framework(string framework, string defined, string undefined)
    {
        var symbols = TargetFrameworks.Symbols(framework).ToArray();
        Assert.Contains(defined, symbols);
        Assert.DoesNotContain(undefined, symbols);
    }
}
