// setting: build_property.MSBuildProjectName = Cloakroom
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// Guests sign in by cookie, and what they hand over stays in the memory of the pod that took it.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("guests").AddCookie("guests"); // expect: MSA0506
builder.Services.AddAuthorization();
builder.Services.AddControllersWithViews();
builder.Services.AddSession(options => options.IdleTimeout = TimeSpan.FromHours(2)); // expect: MSA0503

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseSession();
app.MapPost("/coats", (HttpContext context, string coat) => context.Session.SetString("coat", coat)).RequireAuthorization(); // expect: MSA0805
app.MapGet("/coats", (HttpContext context) => context.Session.GetString("coat") ?? "none").RequireAuthorization();
app.Run();
