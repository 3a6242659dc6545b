using System.Reflection;
using System.Runtime.CompilerServices;
using FollowUpFlows.Compat;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    /// <summary>A builder for the functions of the assembly that calls this method.</summary>
    /// <param name="args">Command line, read as configuration: <c>--urls http://127.0.0.1:7071</c>.</param>
    /// <exception cref="InvalidOperationException">The process was started by an Azure Functions host.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)] // else the calling assembly would be the caller's caller
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        AzureHostGuard.ThrowIfOnAzureHost(args, Environment.GetEnvironmentVariable);
        return new FunctionsApplicationBuilder(args, Assembly.GetCallingAssembly());
    }
}
