// setting: build_property.MSBuildProjectName = Claims

// Two Deployments run one image, and a manifest that bears the project's name is broken.
var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
var app = builder.Build();
app.Run();
