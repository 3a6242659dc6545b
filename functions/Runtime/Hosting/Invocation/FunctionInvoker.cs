using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Runs functions inside the middleware of the application, each invocation with services of its own.</summary>
internal sealed class FunctionInvoker
{
    private readonly IServiceScopeFactory scopes;
    private readonly FunctionExecutionDelegate pipeline;

    /// <param name="middleware">In the order of registration: the first becomes the outermost.</param>
    public FunctionInvoker(
        IServiceScopeFactory scopes, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        this.scopes = scopes;
        pipeline = middleware.Reverse().Aggregate<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>, FunctionExecutionDelegate>(
            ExecuteAsync, (next, wrap) => wrap(next));
    }

    /// <summary>What the function returned; what it throws comes through.</summary>
    /// <remarks>Continues where it was called, so that an orchestrator stays on its own thread. The scope of an orchestrator that is
    /// abandoned while it waits is left to the garbage collector.</remarks>
    public async Task<object?> InvokeAsync(EmbeddedFunction function, TriggerEvent trigger, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await InvokeAsync(new Invocation(function, trigger, scope.ServiceProvider, cancellationToken));
    }

    /// <summary>As above, within the scope that the request has anyway.</summary>
    public Task<object?> InvokeAsync(EmbeddedFunction function, HttpContext request)
    {
        TriggerEvent trigger = new(
            request, request.Request.RouteValues.ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase));
        Invocation invocation = new(function, trigger, request.RequestServices, request.RequestAborted);
        invocation.Items[FunctionContextExtensions.HttpContextKey] = request;
        return InvokeAsync(invocation);
    }

    private async Task<object?> InvokeAsync(Invocation invocation)
    {
        await pipeline(invocation);
        return invocation.Result;
    }

    private static async Task ExecuteAsync(FunctionContext context)
    {
        Invocation invocation = (Invocation)context;
        invocation.Result = await invocation.Function.RunAsync(invocation);
    }
}
