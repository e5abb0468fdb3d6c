namespace MeshReady.Model.Deployment;

/// <summary>A file of Docker Compose. There is no mesh; the names of services are hosts.</summary>
/// <param name="Services">The services.</param>
public sealed record ComposeSpec(FieldList<ComposeService> Services);

/// <summary>A service of Docker Compose.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">Its name, which is a host for the others.</param>
/// <param name="Image">Its image.</param>
/// <param name="BuildContext">The folder from which the image is built.</param>
/// <param name="Dockerfile">The Dockerfile, seen from that folder; <c>Dockerfile</c> where absent.</param>
/// <param name="Ports">The ports that it shows to the machine.</param>
/// <param name="Expose">The ports that it declares for other services.</param>
/// <param name="Environment">The variables that can be read.</param>
/// <param name="HasWholeEnvironment">Whether there can be no others; false with <c>env_file</c> and <c>extends</c>.</param>
/// <param name="DependsOn">The services that start before it.</param>
public sealed record ComposeService(
    int Line,
    string Name,
    Field<string> Image,
    Field<string> BuildContext,
    Field<string> Dockerfile,
    FieldList<ComposePort> Ports,
    FieldList<Field<string>> Expose,
    IReadOnlyList<EnvironmentVariable> Environment,
    bool HasWholeEnvironment,
    FieldList<Field<string>> DependsOn)
{
    /// <summary>The last segment of <see cref="Image"/> without tag and digest; known also where only registry or tag are filled in elsewhere.</summary>
    public Field<string> ImageName { get; init; }

    /// <summary>What is run instead of the image's own command, word by word.</summary>
    public FieldList<Field<string>> Command { get; init; } = FieldList<Field<string>>.Empty;

    /// <summary>Whose network it uses: <c>service:orders</c> makes it a sidecar.</summary>
    public Field<string> NetworkMode { get; init; }
}

/// <summary>A port of a service.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Target">The port in the container.</param>
/// <param name="Published">The port on the machine; any where absent.</param>
public sealed record ComposePort(int Line, Field<int> Target, Field<int> Published)
{
    /// <summary>What <see cref="Published"/> is where nobody sets the variable that holds it (<c>${PORT:-8080}</c>).</summary>
    public Field<int> UsualPublished { get; init; }
}
