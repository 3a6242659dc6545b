using System.Text;
using HandlebarsDotNet;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Handlebars, once for every way of escaping values. It only ever sees text that <see cref="TemplateCompiler"/> has checked
/// and written.</summary>
internal static class TemplateEngine
{
    private static readonly IHandlebars Plain = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
    private static readonly IHandlebars Html = Escaping(HtmlText.Encode);
    private static readonly IHandlebars Braces = Escaping(LineEmoji.Escape);
    private static readonly Lock Compiling = new();

    /// <summary>A compiled template; safe to call from several threads.</summary>
    public static Func<Dictionary<string, object>, string> Compile(string source, ValueEscape escape)
    {
        // The environments are shared, and only running a template is known to be safe in parallel.
        lock (Compiling)
        {
            IHandlebars engine = escape switch
            {
                ValueEscape.Html => Html,
                ValueEscape.Braces => Braces,
                _ => Plain,
            };
            HandlebarsTemplate<object, object> template = engine.Compile(source);
            return model => template(model);
        }
    }

    private static IHandlebars Escaping(Func<string, string> escape) =>
        Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new Encoder(escape) });

    private sealed class Encoder(Func<string, string> escape) : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(escape(text ?? ""));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            StringBuilder all = new();
            while (text?.MoveNext() == true)
            {
                all.Append(text.Current);
            }

            Encode(all, target);
        }
    }
}
