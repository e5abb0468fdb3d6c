using System.Reflection;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests;

/// <summary>What the model shows to its users is its own.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void No_type_of_the_yaml_library_is_visible()
    {
        var model = typeof(ManifestReader).Assembly;
        var visible = model.GetExportedTypes().SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .SelectMany(member => member switch
            {
                MethodBase method => method.GetParameters().Select(p => p.ParameterType).Append(method is MethodInfo info ? info.ReturnType : typeof(void)),
                PropertyInfo property => [property.PropertyType],
                FieldInfo field => [field.FieldType],
                _ => Type.EmptyTypes,
            })
            .Concat(model.GetExportedTypes().Select(type => type.BaseType ?? typeof(object)))
            .SelectMany(type => type.GenericTypeArguments.Append(type))
            .Select(type => type.Assembly.GetName().Name)
            .ToHashSet();

        Assert.Contains("MeshReady.Model", visible);
        Assert.DoesNotContain(visible, name => name is null || name.StartsWith("YamlDotNet") || name.StartsWith("Microsoft.CodeAnalysis"));
    }
}
