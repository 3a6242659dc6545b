using System.Text;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>The official signatures of <c>tests/fixtures/signatures</c>. They are C# but for bodies, so the compiler reads them as they
/// are; all it needs is the namespaces that they leave out.</summary>
internal static partial class SignatureLists
{
    public const string DurableTask = "durabletask-signatures.txt";
    public const string Storage = "storage-signatures.txt";
    public const string Worker = "worker-signatures.txt";

    private const string Namespaces = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Collections.Specialized;
        global using System.Diagnostics.CodeAnalysis;
        global using System.IO;
        global using System.Linq.Expressions;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Http.Headers;
        global using System.Runtime.Serialization;
        global using System.Security.Claims;
        global using System.Text;
        global using System.Text.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Azure;
        global using Azure.Core;
        global using Azure.Core.Serialization;
        global using Azure.Data.Tables.Models;
        global using Azure.Storage;
        global using Azure.Storage.Queues.Models;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Azure.Functions.Worker;
        global using Microsoft.Azure.Functions.Worker.Builder;
        global using Microsoft.Azure.Functions.Worker.Converters;
        global using Microsoft.Azure.Functions.Worker.Core;
        global using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
        global using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
        global using Microsoft.Azure.Functions.Worker.Http;
        global using Microsoft.Azure.Functions.Worker.Middleware;
        global using Microsoft.DurableTask;
        global using Microsoft.DurableTask.Client;
        global using Microsoft.DurableTask.Converters;
        global using Microsoft.DurableTask.Internal;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Diagnostics.Metrics;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.Primitives;
        global using System.ClientModel.Primitives;
        global using EditorBrowsableAttribute = System.ComponentModel.EditorBrowsableAttribute;
        global using EditorBrowsableState = System.ComponentModel.EditorBrowsableState;
        """;

    /// <summary>Sections of packages that the Azure build does not reference, of another version than it pins, or of Azure.Core, which is
    /// the real package in both builds.</summary>
    private static readonly (string List, string Section)[] LeftOut =
        [(DurableTask, "C+E"), (DurableTask, "D"), (Storage, "C"), (Worker, "J")];

    /// <summary>All of it, a tree for each run of declarations in one namespace; a tree's path is the name of its list.</summary>
    public static IReadOnlyList<SyntaxTree> Read() => [.. Read(DurableTask), .. Read(Worker), .. Read(Storage), Imports()];

    /// <summary>The declarations of one list.</summary>
    /// <param name="change">Made to the list's text before it is read.</param>
    public static IEnumerable<SyntaxTree> Read(string list, Func<string, string>? change = null)
    {
        string text = File.ReadAllText(Repository.PathOf("tests", "fixtures", "signatures", list));
        return Blocks(list, change?.Invoke(text) ?? text).Select(block => Tree(list, block));
    }

    public static SyntaxTree Imports() => Tree("imports", Namespaces);

    /// <summary>The list of storage says nothing of null for its own types.</summary>
    public static bool KnowsNull(string list) => list != Storage;

    /// <summary>The list of Durable Task was read from source, which does not spell out the constructor that a class has by itself; the
    /// others were read from assemblies.</summary>
    public static bool LeavesConstructorsOut(string list) => list == DurableTask;

    private static IEnumerable<string> Blocks(string list, string text)
    {
        string section = "";
        StringBuilder? block = null;
        foreach (string line in text.Split('\n'))
        {
            section = SectionLine().Match(line) is { Success: true } match ? match.Groups[1].Value : section;
            bool isNew = line.StartsWith("namespace ", StringComparison.Ordinal);
            if (isNew && block is not null)
            {
                yield return block.ToString();
            }

            block = isNew ? new StringBuilder() : block;
            if (!LeftOut.Contains((list, section)))
            {
                block?.Append(line).Append('\n');
            }
        }

        yield return block?.ToString() ?? "";
    }

    private static SyntaxTree Tree(string list, string text) => CSharpSyntaxTree.ParseText(
        KnowsNull(list) ? text : "#nullable disable\n" + text, ProductCompiler.Parsing, list, Encoding.UTF8);

    [GeneratedRegex(@"^/{10,} (\S+)\. ")]
    private static partial Regex SectionLine();
}
