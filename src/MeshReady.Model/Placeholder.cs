namespace MeshReady.Model;

internal static class Placeholder;
