using MeshReady.Tool;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using MeshReady.Tool.References;

return await new CommandLine(Rules.Product(), Terminal.Console(), FrameworkPacks.Locate(), [PackageStore.Global(), PackageStore.Shipped()]).RunAsync(args);
