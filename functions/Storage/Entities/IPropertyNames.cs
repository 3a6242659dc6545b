using System.Buffers;

namespace FollowUpFlows.Storage.Entities;

/// <summary>How the name of a property stands in an encoded row.</summary>
internal interface IPropertyNames
{
    static abstract void Write(ArrayBufferWriter<byte> bytes, string name);

    /// <returns>The same string for the same name, as far as possible: a row has the same names as thousands of others.</returns>
    static abstract string Read(ref PropertyBytes bytes);
}
