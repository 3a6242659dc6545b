using System.Net;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What a function's parameters, class and context hold.</summary>
public sealed class BindingTests
{
    [Theory]
    [InlineData("/api/values/0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11/42/9000000000/true/%E6%B3%A8%E6%96%87", "0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11 42 9000000000 True 注文")]
    [InlineData("/api/values/0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11/42", "0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11 42 0  ")]
    public async Task RouteValue_IsReadAsTheParametersType(string path, string answer)
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Values));

        Assert.Equal(answer, await app.GetAsync(path));
    }

    [Theory]
    [InlineData("/api/values/no-guid/42/1/true/x")]
    [InlineData("/api/values/0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11/2147483648/1/true/x")] // one over an int
    [InlineData("/api/values/0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11/42/1.5/true/x")]
    [InlineData("/api/values/0b2cb54c-6b7e-4a3c-9c54-0f9d9a9d8b11/42/1/yes/x")]
    public async Task RouteValue_OfAnotherType_IsABadRequest(string path)
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Values));

        using HttpResponseMessage response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Context_DescribesTheInvocation()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(Contexts));

        string[] first = (await app.GetAsync("/api/context/7")).Split('|');
        string[] second = (await app.GetAsync("/api/context/7")).Split('|');

        Assert.Equal(["ContextOf", $"{typeof(Contexts).FullName}.Describe", "7", "httpTrigger request", "same request", "retry 0"], first[..6]);
        Assert.Equal(first[6], second[6]); // the function's id
        Assert.NotEqual(first[7], second[7]); // the invocation's
        Assert.Contains(app.Log.Lines, l => l.Level == LogLevel.Information && l.Text == "described");
    }

    [Fact]
    public async Task Class_IsCreatedForEachInvocationFromItsScopeAndDisposedOf()
    {
        void Configure(FunctionsApplicationBuilder builder) => builder.Services.AddScoped<Visit>().AddSingleton<Disposals>();
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Scoped));

        string first = await app.GetAsync("/api/scoped");
        string second = await app.GetAsync("/api/scoped");

        Assert.Equal("True", first.Split(' ')[0]); // the class, the context and the request share a scope
        Assert.NotEqual(first, second);
        Disposals disposals = app.Services.GetRequiredService<Disposals>();
        await Eventually.TrueAsync(() => disposals.Count == 4, "two classes and two visits are disposed of");
    }

    public static class Values
    {
        [Function("values")]
        public static IResult Read(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "values/{key}/{small}/{large?}/{flag?}/{text?}")] HttpRequest request,
            Guid key,
            int small,
            long large,
            bool? flag,
            string? text) => Results.Text($"{key} {small} {large} {flag} {text}");
    }

    internal sealed class Contexts(ILogger<Contexts> logger)
    {
        [Function("ContextOf")]
        public IResult Describe([HttpTrigger(AuthorizationLevel.Anonymous, Route = "context/{id}")] HttpRequest request, FunctionContext context)
        {
            logger.Log(LogLevel.Information, 0, "constructed", null, (text, _) => text);
            context.GetLogger<Contexts>().Log(LogLevel.Information, 0, "described", null, (text, _) => text);
            BindingMetadata binding = context.FunctionDefinition.InputBindings.Values.Single();
            return Results.Text(string.Join(
                '|',
                context.FunctionDefinition.Name,
                context.FunctionDefinition.EntryPoint,
                context.BindingContext.BindingData["ID"],
                $"{binding.Type} {binding.Name}",
                context.GetHttpContext() == request.HttpContext ? "same request" : "other request",
                $"retry {context.RetryContext.RetryCount}",
                context.FunctionId,
                context.InvocationId));
        }
    }

    public sealed class Scoped(Visit visit, Disposals disposals) : IAsyncDisposable
    {
        [Function("scoped")]
        public IResult Visit([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context)
        {
            bool isOne = context.InstanceServices.GetRequiredService<Visit>() == visit
                && request.HttpContext.RequestServices.GetRequiredService<Visit>() == visit;
            return Results.Text($"{isOne} {visit.Id}");
        }

        public ValueTask DisposeAsync()
        {
            disposals.Add();
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Visit(Disposals disposals) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => disposals.Add();
    }

    public sealed class Disposals
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Add() => Interlocked.Increment(ref count);
    }
}
