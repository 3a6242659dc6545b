using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_WrapsTheFunctionInTheOrderOfRegistration()
    {
        void Configure(FunctionsApplicationBuilder builder)
        {
            builder.Services.AddSingleton<Footprints>();
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware(async (context, next) =>
            {
                context.InstanceServices.GetRequiredService<Footprints>().Add("inner in");
                await next();
                context.InstanceServices.GetRequiredService<Footprints>().Add("inner out");
            });
        }

        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Walks));

        await app.GetAsync("/api/walk");

        Assert.Equal(["outer in walk", "inner in", "function with outer's item", "inner out", "outer out"], app.Services.GetRequiredService<Footprints>());
    }

    [Fact]
    public async Task Middleware_WithACondition_WrapsOnlyWhatMeetsIt()
    {
        void Configure(FunctionsApplicationBuilder builder)
        {
            builder.Services.AddSingleton<Footprints>();
            builder.UseWhen<Outer>(context => context.FunctionDefinition.Name == "run");
        }

        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Walks));

        await app.GetAsync("/api/walk");
        Assert.Equal(["function"], app.Services.GetRequiredService<Footprints>());

        await app.GetAsync("/api/run");
        Assert.Equal(["function", "outer in run", "function with outer's item", "outer out"], app.Services.GetRequiredService<Footprints>());
    }

    [Fact]
    public async Task Middleware_ThatDoesNotGoOn_KeepsTheFunctionFromRunning()
    {
        void Configure(FunctionsApplicationBuilder builder)
        {
            builder.Services.AddSingleton<Footprints>();
            builder.UseMiddleware((context, next) => context.GetHttpContext()!.Response.WriteAsync("stopped"));
        }

        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Walks));

        Assert.Equal("stopped", await app.GetAsync("/api/walk"));
        Assert.Empty(app.Services.GetRequiredService<Footprints>());
    }

    public sealed class Walks(Footprints footprints)
    {
        [Function("walk")]
        public void Walk([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context) => Leave(context);

        [Function("run")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context) => Leave(context);

        private void Leave(FunctionContext context) =>
            footprints.Add(context.Items.TryGetValue("item", out object? item) ? $"function with {item}" : "function");
    }

    public sealed class Outer(Footprints footprints) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            footprints.Add($"outer in {context.FunctionDefinition.Name}");
            context.Items["item"] = "outer's item";
            await next(context);
            footprints.Add("outer out");
        }
    }

    /// <summary>One request at a time leaves them, so a plain list will do.</summary>
    public sealed class Footprints : List<string>;
}
