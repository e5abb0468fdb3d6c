using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.CodeFixes.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>The fix against the real Microsoft.Extensions.Http.Resilience.</summary>
public sealed class MSA0201UnprotectedClientFixTests
{
    private const string Usings = "using System;\nusing System.Net.Http;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\n";
    private const string Types = "\npublic class Orders { public Orders(HttpClient http) { } }\n";

    [Fact]
    public Task One_line() => Verify(
        Usings + """

        var services = new ServiceCollection();
        services.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"))|]; // the shop's orders

        """ + Types,
        Usings + "using Microsoft.Extensions.Http.Resilience;\n" + """

        var services = new ServiceCollection();
        #pragma warning disable EXTEXP0001
        services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()); // the shop's orders
        #pragma warning restore EXTEXP0001

        """ + Types);

    [Fact]
    public Task Chain_of_lines_keeps_indentation_and_comments() => Verify(
        Usings + "using Microsoft.Extensions.Http.Resilience;\n" + """

        static class Registration
        {
            static void Main() => Add(new ServiceCollection());

            static void Add(IServiceCollection services)
            {
                // Orders of the shop.
                services
                    .[|AddHttpClient<Orders>|](c =>
                    {
                        c.BaseAddress = new Uri("http://orders");
                    })
                    // long-lived
                    .SetHandlerLifetime(TimeSpan.FromMinutes(5));
                services.AddHttpClient();
            }
        }

        """ + Types,
        Usings + "using Microsoft.Extensions.Http.Resilience;\n" + """

        static class Registration
        {
            static void Main() => Add(new ServiceCollection());

            static void Add(IServiceCollection services)
            {
                // Orders of the shop.
        #pragma warning disable EXTEXP0001
                services
                    .AddHttpClient<Orders>(c =>
                    {
                        c.BaseAddress = new Uri("http://orders");
                    })
                    // long-lived
                    .SetHandlerLifetime(TimeSpan.FromMinutes(5))
                    .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
        #pragma warning restore EXTEXP0001
                services.AddHttpClient();
            }
        }

        """ + Types);

    [Fact]
    public Task Lambda_over_several_lines() => Verify(
        Usings + """

        var options = WebApplication.CreateBuilder(args);
        options.Services.[|AddHttpClient<Orders>|](c =>
        {
            c.BaseAddress = new Uri("http://orders");
        });

        """ + Types,
        Usings + "using Microsoft.Extensions.Http.Resilience;\n" + """

        var options = WebApplication.CreateBuilder(args);
        #pragma warning disable EXTEXP0001
        options.Services.AddHttpClient<Orders>(c =>
        {
            c.BaseAddress = new Uri("http://orders");
        })
            .AddStandardResilienceHandler(options2 => options2.Retry.DisableForUnsafeHttpMethods());
        #pragma warning restore EXTEXP0001

        """ + Types);

    [Fact]
    public Task Builder_in_a_local() => Verify(
        Usings + """

        var services = new ServiceCollection();
        var orders = services.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"))|];
        orders.SetHandlerLifetime(TimeSpan.FromMinutes(5));

        """ + Types,
        Usings + "using Microsoft.Extensions.Http.Resilience;\n" + """

        var services = new ServiceCollection();
        var orders = services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));
        #pragma warning disable EXTEXP0001
        orders.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
        #pragma warning restore EXTEXP0001
        orders.SetHandlerLifetime(TimeSpan.FromMinutes(5));

        """ + Types);

    [Fact]
    public Task Line_breaks_of_the_file_are_kept() => Verify(
        (Usings + "\nvar services = new ServiceCollection();\nservices.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri(\"http://orders\"))|];\n" + Types).Replace("\n", "\r\n"),
        (Usings + "using Microsoft.Extensions.Http.Resilience;\n\nvar services = new ServiceCollection();\n#pragma warning disable EXTEXP0001\nservices.AddHttpClient<Orders>(c => c.BaseAddress = new Uri(\"http://orders\")).AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());\n#pragma warning restore EXTEXP0001\n" + Types).Replace("\n", "\r\n"));

    [Theory]
    [InlineData("""var http = [|new HttpClient()|]; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""_ = services.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"))|];""")]
    [InlineData("""services.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"))|]; services.AddHttpClient();""")]
    [InlineData("""services.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"))|].Services.AddHttpClient();""")]
    public Task Place_that_offers_no_fix(string statement)
    {
        var source = Usings + "var services = new ServiceCollection();\n" + statement + "\n" + Types;
        return Verify(source, source);
    }

    [Fact]
    public Task Package_is_not_referenced()
    {
        var source = Usings + "var services = new ServiceCollection();\nservices.[|AddHttpClient<Orders>(c => c.BaseAddress = new Uri(\"http://orders\"))|];\n" + Types;
        return Verify(source, source, withPackage: false);
    }

    [Fact]
    public void Fix_is_not_applied_in_bulk() => Assert.Null(new MSA0201UnprotectedClientFix().GetFixAllProvider());

    private static Task Verify(string source, string fixedSource, bool withPackage = true)
    {
        var test = new Test { TestCode = source, FixedCode = fixedSource, CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck };
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
        if (withPackage)
            test.TestState.AdditionalReferences.AddRange(PackageReferences.Of("Microsoft.Extensions.Http.Resilience", "Polly.Core"));

        test.FixedState.MarkupHandling = MarkupMode.Allow;
        return test.RunAsync(CancellationToken.None);
    }

    private sealed class Test : CSharpCodeFixTest<MSA0201UnprotectedClientAnalyzer, MSA0201UnprotectedClientFix, DefaultVerifier>
    {
        public Test()
        {
            ReferenceAssemblies = TestReferences.None;
            MarkupOptions = MarkupOptions.UseFirstDescriptor;
        }

        protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.CSharp12);
    }
}
