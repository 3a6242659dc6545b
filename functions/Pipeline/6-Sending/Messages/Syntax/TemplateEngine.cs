using System.Text;
using HandlebarsDotNet;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Handlebars, once with values as they are and once with values escaped for HTML. It only ever sees text that
/// <see cref="TemplateCompiler"/> has checked and written.</summary>
internal static class TemplateEngine
{
    private static readonly IHandlebars Plain = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
    private static readonly IHandlebars Html = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new HtmlEncoder() });
    private static readonly Lock Compiling = new();

    /// <summary>A compiled template; safe to call from several threads.</summary>
    public static Func<Dictionary<string, object>, string> Compile(string source, bool isHtml)
    {
        // The environments are shared, and only running a template is known to be safe in parallel.
        lock (Compiling)
        {
            HandlebarsTemplate<object, object> template = (isHtml ? Html : Plain).Compile(source);
            return model => template(model);
        }
    }

    private sealed class HtmlEncoder : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(HtmlText.Encode(text ?? ""));

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
