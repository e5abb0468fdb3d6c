using MeshReady.Tool.Protos;

namespace MeshReady.Tool.Tests;

/// <summary>The declarations of a service tell its contract, as those of gRPC's own tooling do.</summary>
public sealed class ProtoContractTests
{
    [Theory]
    [InlineData("package shop.catalog;", "shop.catalog.Catalog")]
    [InlineData("", "Catalog")]
    public void A_service_carries_its_name_with_its_package(string package, string contract)
    {
        var file = ProtoParser.Parse($$"""
            syntax = "proto3";
            {{package}}
            message Item { string name = 1; }
            service Catalog { rpc Get (Item) returns (Item); }
            """);
        var names = new ProtoNames();
        names.Add(file);
        Assert.Contains($"const string __ServiceName = \"{contract}\";", ProtoDeclarations.Write(file, names, client: true, server: true), StringComparison.Ordinal);
    }
}
