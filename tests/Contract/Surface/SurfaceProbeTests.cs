using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>The comparison with the official surface, seen to fire: a small official list, and stand-ins that deviate from it.</summary>
public sealed class SurfaceProbeTests
{
    private const string Official = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        namespace Probe;
        public enum Kind { First = 0, Second = 1, }
        public interface IShape { int Area { get; } }
        [AttributeUsage(AttributeTargets.Method)] public class MarkAttribute : Attribute { public MarkAttribute(); }
        public delegate bool Handler(string? name);
        public record Options(string? Id = null, int Size = 100);
        public readonly struct Name { public Name(string value); public static implicit operator Name(string value); }
        public abstract class Client : IShape, IAsyncDisposable
        {
            protected Client(string name);
            public int Area { get; }
            public string? Label { get; set; }
            public DateTime At { get; init; }
            public const int SizeMax = 64;
            public abstract Task<string> StartAsync(string id, object? input = null, CancellationToken cancellation = default);
            public virtual void Stop(int after = 5, params string[] reasons);
            public bool TryGet(string id, out string? value);
            public T Read<T>(ref int position) where T : class;
            public ValueTask DisposeAsync();
        }
        public static class ClientExtensions { public static void Poke(this Client client); }
        public class Closed { public string Text { get; } }
        """;

    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks; namespace Probe; ";

    private const string StartAsync =
        "public abstract Task<string> StartAsync(string id, object? input = null, CancellationToken cancellation = default);";

    private static readonly OfficialSurface Listed =
        new([CSharpSyntaxTree.ParseText(Official, ProductCompiler.Parsing, SignatureLists.Worker)]);

    /// <summary>Fewer members and types are no deviation, and neither are members that nobody else can see.</summary>
    [Theory]
    [InlineData("public enum Kind { First, Second }")]
    [InlineData("public enum Kind { Second = 1 }")]
    [InlineData("public delegate bool Handler(string? name);")]
    [InlineData("public record Options(string? Id = null, int Size = 100);")]
    [InlineData("public class Closed { internal Closed(string text) => Text = text; public string Text { get; internal init; } public override string ToString() => Text; }")]
    [InlineData("public readonly struct Name { public Name(string value) { } public static implicit operator Name(string value) => new(value); internal int Length => 0; }")]
    [InlineData("public abstract class Client { protected Client(string name) { } " + StartAsync + " private protected void Hidden() { } }")]
    [InlineData("internal class Newcomer { public int Size() => 0; }")]
    public void StandIn_WithoutDeviation_Passes(string ours) => Assert.Empty(Differences(ours));

    [Theory]
    [InlineData("public class Newcomer;", "Probe.Newcomer: not listed")]
    [InlineData("public class Closed { internal Closed() { } public class Inner; }", "Probe.Closed+Inner: not listed")]
    [InlineData("public class Closed;", "Probe.Closed: 'public Closed()' is not listed")]
    [InlineData("public sealed class Closed { internal Closed() { } }", "'public sealed class Probe.Closed' is officially 'public class Probe.Closed'")]
    [InlineData("public class Closed : Exception { internal Closed() { } }", "'public class Probe.Closed : System.Exception' is officially")]
    [InlineData("public class Closed : System.IDisposable { internal Closed() { } void System.IDisposable.Dispose() { } }", "the interface System.IDisposable is not listed")]
    [InlineData("public enum Kind { First = 1 }", "Probe.Kind: 'First = 1' is officially 'First = 0'")]
    [InlineData("public enum Kind { Third = 2 }", "Probe.Kind: 'Third = 2' is not listed")]
    [InlineData("public enum Kind : byte { First }", "is officially 'public enum Probe.Kind : int'")]
    [InlineData("public interface IShape;", "Probe.IShape: 'int Area { get; }' is left out, and must be implemented")]
    [InlineData("public interface IShape { int Area { get; } int Edge { get; } }", "Probe.IShape: 'int Edge { get; }' is not listed")]
    [InlineData("public class MarkAttribute : Attribute;", "Probe.MarkAttribute: 'public class Probe.MarkAttribute : System.Attribute' is officially '[64")]
    [InlineData("[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)] public class MarkAttribute : Attribute;", "many: True")]
    [InlineData("public delegate int Handler(string? name);", "is officially")]
    [InlineData("public delegate bool Handler(string name);", "is officially")]
    [InlineData("public record Options(string? Id = null, int Size = 10);", "int Size = 10)' is officially")]
    [InlineData("public record Options(string? Id, int Size = 100);", "'public Options(string? Id, int Size = 100)' is officially")]
    [InlineData("public struct Name { public Name(string value) { } }", "'public struct Probe.Name' is officially 'public readonly struct Probe.Name'")]
    [InlineData("public readonly struct Name { public static explicit operator Name(string value) => default; }", "explicit operator")]
    [InlineData("public static class ClientExtensions { public static void Poke(object client) { } }", "is officially")]
    public void StandIn_OfATypeThatDeviates_IsTold(string ours, string difference) => IsTold(ours, difference);

    [Theory]
    [InlineData("public string Text => \"\"; public int More() => 0;", "Probe.Closed: 'public int More()' is not listed")]
    [InlineData("protected int More = 0;", "Probe.Closed: 'protected int More' is not listed")]
    [InlineData("public string Text { get; set; } = \"\";", "'public string Text { get; set; }' is officially 'public string Text { get; }'")]
    [InlineData("public string? Text => null;", "'public string? Text { get; }' is officially 'public string Text { get; }'")]
    [InlineData("public virtual string Text => \"\";", "'public virtual string Text { get; }' is officially")]
    [InlineData("public static string Text => \"\";", "'public static string Text { get; }' is officially")]
    public void StandIn_OfAClassThatDeviates_IsTold(string member, string difference) =>
        IsTold($"public class Closed {{ internal Closed() {{ }} {member} }}", difference);

    [Theory]
    [InlineData("string id, int input = 0, CancellationToken cancellation = default", "Task<string>")] // type
    [InlineData("string id, object input, CancellationToken cancellation = default", "Task<string>")] // default
    [InlineData("object? input, string id, CancellationToken cancellation = default", "Task<string>")] // order
    [InlineData("string id, object? value = null, CancellationToken cancellation = default", "Task<string>")] // name
    [InlineData("string id, object? input = null", "Task<string>")] // one fewer
    [InlineData("string id, object? input = null, CancellationToken cancellation = default", "Task<int>")] // result
    [InlineData("string id, object? input = null, CancellationToken cancellation = default", "ValueTask<string>")]
    public void AbstractMethod_ThatDeviates_IsTold(string parameters, string result)
    {
        string member = $"public abstract {result} StartAsync({parameters});";

        IReadOnlyList<string> differences = Differences($"public abstract class Client {{ protected Client(string name) {{ }} {member} }}");

        Assert.Equal(2, differences.Count); // ours is not theirs, and theirs is left out
        Assert.Contains("is officially", differences[0], StringComparison.Ordinal);
        Assert.Contains("is left out", differences[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public string? Label { get; init; }")]
    [InlineData("public DateTime At { get; set; }")]
    [InlineData("public DateTime At { get; }")]
    [InlineData("public const int SizeMax = 65;")]
    [InlineData("public static readonly int SizeMax = 64;")]
    [InlineData("public void Stop(int after = 5, params string[] reasons) { }")]
    [InlineData("public virtual void Stop(int after = 6, params string[] reasons) { }")]
    [InlineData("public virtual void Stop(int after = 5, string[]? reasons = null) { }")]
    [InlineData("protected virtual void Stop(int after = 5, params string[] reasons) { }")]
    [InlineData("public bool TryGet(string id, ref string? value) => true;")]
    [InlineData("public bool TryGet(string id, string? value) => true;")]
    [InlineData("public T Read<T>(ref int position) where T : struct => default;")]
    [InlineData("public T Read<T>(ref int position) where T : class, new() => new();")]
    [InlineData("public T Read<T>(in int position) where T : class => null!;")]
    [InlineData("public async Task DisposeAsync() => await Task.Yield();")]
    public void Member_ThatDeviates_IsTold(string member) =>
        IsTold($"public abstract class Client {{ protected Client(string name) {{ }} {StartAsync} {member} }}", "is officially");

    [Fact]
    public void Record_InPlaceOfAClass_IsTold() =>
        Assert.Contains(
            "Probe.Closed: 'public record class Probe.Closed' is officially 'public class Probe.Closed'",
            Differences("public record Closed { internal Closed() { } }"));

    [Fact]
    public void Constructor_ThatDeviates_IsTold() =>
        IsTold(
            $"public abstract class Client {{ protected Client(string? name) {{ }} {StartAsync} }}", "'protected Client(string? name)' is officially");

    /// <summary>What a list says nothing of cannot be deviated from.</summary>
    [Fact]
    public void Null_WhereTheListKnowsNothingOfIt_IsNotCompared()
    {
        string text = "#nullable disable\n" + Official.Replace("?", "", StringComparison.Ordinal);
        OfficialSurface unaware = new([CSharpSyntaxTree.ParseText(text, ProductCompiler.Parsing, SignatureLists.Storage)]);

        Assert.Empty(SurfaceDifferences.Of(Compile("public delegate bool Handler(string? name);"), unaware));
        Assert.Single(SurfaceDifferences.Of(Compile("public delegate bool Handler(object? name);"), unaware));
    }

    private static void IsTold(string ours, string difference) =>
        Assert.Contains(difference, Assert.Single(Differences(ours)), StringComparison.Ordinal);

    private static IReadOnlyList<string> Differences(string ours) => SurfaceDifferences.Of(Compile(ours), Listed);

    /// <summary>Through an assembly, as the real ones are read.</summary>
    private static IAssemblySymbol Compile(string ours)
    {
        SyntaxTree source = CSharpSyntaxTree.ParseText(Usings + ours, ProductCompiler.Parsing);
        CSharpCompilation compilation = ProductCompiler.Compile("Ours", [source], []);
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        MetadataReference reference = MetadataReference.CreateFromImage(image.ToArray());
        return (IAssemblySymbol)ProductCompiler.Compile("Reader", [], [reference]).GetAssemblyOrModuleSymbol(reference)!;
    }
}
