using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

// Rings for everybody, and tells nobody who pulled the rope.
DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator(); // expect: MSA0401

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/hour", () => TimeProvider.System.GetUtcNow().Hour);
app.Run();
