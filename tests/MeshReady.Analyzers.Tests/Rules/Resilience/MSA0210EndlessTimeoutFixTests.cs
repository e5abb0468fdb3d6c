using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.CodeFixes.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0210EndlessTimeoutFixTests : RuleTest<MSA0210EndlessTimeoutAnalyzer, MSA0210EndlessTimeoutFix>
{
    [Fact]
    public Task Statement_goes_and_its_neighbours_comments_stay() => Verify(
        """
        using System.Net.Http;
        using System.Threading;

        class C
        {
            HttpClient M()
            {
                var http = new HttpClient();
                // The report takes long.
                [|http.Timeout = Timeout.InfiniteTimeSpan|];
                http.MaxResponseContentBufferSize = 1; // Small answers only
                return http;
            }
        }
        """,
        """
        using System.Net.Http;
        using System.Threading;

        class C
        {
            HttpClient M()
            {
                var http = new HttpClient();
                // The report takes long.
                http.MaxResponseContentBufferSize = 1; // Small answers only
                return http;
            }
        }
        """);

    [Fact]
    public Task Member_of_an_initialiser_goes() => Verify(
        """
        using System;
        using System.Net.Http;
        using System.Threading;

        class C
        {
            private readonly HttpClient _one = new HttpClient { [|Timeout = Timeout.InfiniteTimeSpan|] };
            private readonly HttpClient _two = new() { [|Timeout = TimeSpan.FromMilliseconds(-1)|], BaseAddress = new Uri("http://orders") };
            private readonly HttpClient _three = new(new SocketsHttpHandler()) { [|Timeout = Timeout.InfiniteTimeSpan|] };
        }
        """,
        """
        using System;
        using System.Net.Http;
        using System.Threading;

        class C
        {
            private readonly HttpClient _one = new HttpClient();
            private readonly HttpClient _two = new() { BaseAddress = new Uri("http://orders") };
            private readonly HttpClient _three = new(new SocketsHttpHandler());
        }
        """);

    [Fact]
    public Task Lambda_that_is_nothing_else_gets_no_offer() => VerifyNoFix("""
        using System.Threading;
        using Microsoft.Extensions.DependencyInjection;

        class C
        {
            void M(IServiceCollection services) => services.AddHttpClient("orders", c => [|c.Timeout = Timeout.InfiniteTimeSpan|]);
        }
        """);

    [Fact]
    public Task Command_gets_no_offer() => VerifyNoFix("""
        class C
        {
            void M(System.Data.Common.DbCommand command) => {|MSA0210:command.CommandTimeout = 0|};
        }
        """);

    [Fact]
    public Task Real_RestSharp_Dapper_and_Entity_Framework() => VerifyReal("""
        using System.Data;
        using System.Threading;
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        using RestSharp;

        class C
        {
            RestClientOptions Options() => new("http://orders") { {|MSA0210:Timeout = Timeout.InfiniteTimeSpan|} };
            object Query(IDbConnection connection) => connection.Query("select 1", {|MSA0210:commandTimeout: 0|});
            void Command(DbContext db) => {|MSA0210:db.Database.SetCommandTimeout(0)|};
            void Limited(DbContext db) => db.Database.SetCommandTimeout(30);
        }
        """, "RestSharp", "Dapper", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational");
}
