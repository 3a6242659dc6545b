using System.Reflection;
using FollowUpFlows.Compat;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];
    private bool built;

    internal FunctionsApplicationBuilder(string[] args, Assembly functions)
    {
        Web = EmptyWebApplication.CreateBuilder(args, functions);
        FunctionClasses = functions.GetTypes();
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)Web).Properties;

    public ConfigurationManager Configuration => Web.Configuration;

    public IHostEnvironment Environment => Web.Environment;

    public ILoggingBuilder Logging => Web.Logging;

    public IMetricsBuilder Metrics => Web.Metrics;

    public IServiceCollection Services => Web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => Web.Configuration;

    /// <summary>What the runtime completes and builds; its services, settings and logging are those of this builder.</summary>
    internal WebApplicationBuilder Web { get; }

    /// <summary>The types that are searched for functions.</summary>
    internal IReadOnlyList<Type> FunctionClasses { get; set; }

    /// <summary>Whether HTTP functions may take ASP.NET Core requests.</summary>
    internal bool IsWebApplication { get; set; }

    /// <summary>In the order of registration: the first is the outermost.</summary>
    internal IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware => middleware;

    /// <summary>The host of the functions, not yet started.</summary>
    /// <exception cref="InvalidOperationException">Called twice, the functions are faulty, or the runtime is missing.</exception>
    public IHost Build()
    {
        if (built)
        {
            throw new InvalidOperationException("The application was built already; a builder builds one host.");
        }

        built = true;
        return EmbeddedRuntimes.Current.Build(this);
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)Web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        this.middleware.Add(middleware);
        return this;
    }
}
