using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.App.Api;
using FollowUpFlows.App.Api.Document;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.App.BackTests;
using FollowUpFlows.App.Settings;
using FollowUpFlows.App.Site;
using FollowUpFlows.Pipeline.Audit;
using FollowUpFlows.Pipeline.Sending.Images;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FollowUpFlows.App.Composition;

/// <summary>What the pipeline behind the catch-all function needs besides the stages.</summary>
internal static class ApiServices
{
    public static void Add(IServiceCollection services, AccessRule rule, SignInSettings signIn, LinkSettings links)
    {
        services.AddSingleton(rule);
        SignInServices.Add(services, signIn, links);
        services.AddRouting();
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiFaults>();
        services.Configure<JsonOptions>(o => Shape(o.SerializerOptions));
        ApiDocument.Add(services);
        services.AddSingleton(new ImageLinks(links.BaseUrl));
        services.AddSingleton<CustomerModels>().AddSingleton<BackTestJobs>();
        services.TryAddSingleton(ConsoleFiles.Shipped);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ConsolePipeline>();
    }

    /// <summary>As commands print it: words in kebab case, Japanese readable. Numbers are numbers.</summary>
    private static void Shape(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
    }
}
