using System.Reflection;
using System.Text.Json;
using FollowUpFlows.App.Functions;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The committed document is what the application serves, and it speaks of everything.</summary>
public sealed class DocumentTests
{
    private static readonly JsonElement Document = JsonDocument.Parse(File.ReadAllText(ApiContract.FilePath)).RootElement;

    /// <summary>With <c>FOLLOWUP_RECORD=1</c> it writes the file.</summary>
    [Fact]
    public async Task Document_IsTheCommittedOne()
    {
        using ApiBed bed = new(new TestWorld(), isDocumented: false);
        ApiAnswer served = await bed.GetAsync("/openapi/v1.json");
        if (Environment.GetEnvironmentVariable("FOLLOWUP_RECORD") == "1")
        {
            await File.WriteAllTextAsync(ApiContract.FilePath, served.Text);
        }

        Assert.Equal(await File.ReadAllTextAsync(ApiContract.FilePath), served.Text);
    }

    /// <summary>Not of the address that it was asked by, either.</summary>
    [Fact]
    public async Task Document_AskedForAgainAndElsewhere_IsTheSame()
    {
        using ApiBed bed = new(new TestWorld(), isDocumented: false);
        ApiAnswer first = await bed.GetAsync("/openapi/v1.json");
        ApiAnswer second = await bed.SendAsync("GET", "/openapi/v1.json", change: c => c.Request.Host = new("localhost", 1));
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public void Document_HasEveryEndpointOfThePipeline()
    {
        using ApiBed bed = new(new TestWorld(), isDocumented: false);
        string[] endpoints =
        [
            .. bed.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => !e.RoutePattern.RawText!.StartsWith("/openapi", StringComparison.Ordinal))
                .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}")),
        ];
        Assert.True(endpoints.Length >= 15);
        Assert.Empty(endpoints.Except(Named()));
    }

    [Fact]
    public void Document_HasEveryFunctionThatAnswersOverHttp()
    {
        string[] functions =
        [
            .. typeof(IntakeFunctions).Assembly.GetTypes().SelectMany(t => t.GetMethods())
                .Where(m => m.GetCustomAttribute<FunctionAttribute>() is { Name: not nameof(ConsoleFunctions.ZConsole) })
                .SelectMany(m => m.GetParameters()).Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
                .SelectMany(t => t.Methods!.Where(m => m != "head").Select(m => $"{m.ToUpperInvariant()} /{t.Route}")),
        ];
        Assert.True(functions.Length >= 3);
        Assert.Empty(functions.Except(Named()));
    }

    [Fact]
    public void Operations_HaveANameOfTheirOwn_AndSayWhatTheyDoAndTakeAndAnswer()
    {
        JsonElement[] operations = [.. ApiContract.Committed.Operations.Select(o => o.Operation)];
        Assert.Equal(operations.Length, operations.Select(o => o.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace(operation.GetProperty("summary").GetString()));
            Assert.Single(operation.GetProperty("tags").EnumerateArray());
            Assert.All(
                operation.TryGetProperty("parameters", out JsonElement parameters) ? [.. parameters.EnumerateArray()] : Array.Empty<JsonElement>(),
                p => Assert.False(string.IsNullOrWhiteSpace(p.GetProperty("description").GetString())));
            Assert.Contains(operation.GetProperty("responses").EnumerateObject(), r => r.Name[0] is '2' or '3');
        });
    }

    [Fact]
    public void Operations_OfTheApi_SayHowTheyRefuse()
    {
        foreach ((string path, string method, JsonElement operation) in ApiContract.Committed.Operations.Where(o => IsGuarded(o.Path)))
        {
            string[] wanted = path.Contains('{', StringComparison.Ordinal) ? ["401", "400", "404", "500", "503"] : ["401", "400", "500", "503"];
            Assert.All(wanted, status => Assert.Equal(
                "#/components/schemas/ProblemDetails",
                operation.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
            Assert.False(operation.TryGetProperty("security", out _), $"{method} {path} must be guarded as the document says");
        }
    }

    [Fact]
    public void Schemas_AndTheirMembers_AreExplained()
    {
        List<string> silent = [];
        foreach (JsonProperty schema in Document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            silent.AddRange(schema.Value.TryGetProperty("description", out _) ? [] : [schema.Name]);
            JsonElement members = schema.Value.TryGetProperty("properties", out JsonElement properties) ? properties : JsonDocument.Parse("{}").RootElement;
            silent.AddRange(members.EnumerateObject().Where(m => !IsExplained(m.Value)).Select(m => $"{schema.Name}.{m.Name}"));
        }

        Assert.Empty(silent);
    }

    [Fact]
    public void Document_AsksForAKey_OrForNothingAtTheMachine()
    {
        JsonElement[] security = [.. Document.GetProperty("security").EnumerateArray()];
        Assert.Equal(["key", null], security.Select(s => s.EnumerateObject().Select(p => p.Name).SingleOrDefault()));
        Assert.Equal("bearer", ApiAnswer.At(Document, "components.securitySchemes.key.scheme"));
    }

    public static bool IsGuarded(string path) => path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/api/webhooks/", StringComparison.Ordinal);

    private static bool IsExplained(JsonElement member) =>
        member.TryGetProperty("description", out _) || (member.TryGetProperty("oneOf", out JsonElement forms) && forms.EnumerateArray().Any(f => f.TryGetProperty("description", out _)));

    private static IEnumerable<string> Named() => ApiContract.Committed.Operations.Select(o => $"{o.Method} {o.Path}");
}
