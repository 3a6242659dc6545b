using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FollowUpFlows.Bench.Durable;

/// <summary>Counts how often SQLite has the disk synchronized: every file that is opened after <see cref="Begin"/> goes through a file
/// system of SQLite's own kind that counts <c>xSync</c> and does what the system's does. One such call is one <c>fdatasync</c>.</summary>
internal static unsafe class SyncCount
{
    /// <summary>Of <c>sqlite3_vfs</c> and <c>sqlite3_io_methods</c>, in pointers; the first three methods come after a number.</summary>
    private const int WordsOfVfs = 21;
    private const int OpenInVfs = 5;
    private const int WordsOfMethods = 19;
    private const int SyncInMethods = 5;

    private static readonly Dictionary<nint, nint> Counting = [];
    private static nint[] system = [];
    private static delegate* unmanaged[Cdecl]<nint, int, int> syncOfSystem;
    private static long count;

    public static long Count => Interlocked.Read(ref count);

    /// <summary>Once, before the first file is opened.</summary>
    public static void Begin()
    {
        SQLitePCL.Batteries_V2.Init();
        nint known = Find(0);
        system = new ReadOnlySpan<nint>((void*)known, WordsOfVfs).ToArray();
        nint* counting = (nint*)NativeMemory.Alloc(WordsOfVfs, (nuint)sizeof(nint));
        system.CopyTo(new Span<nint>(counting, WordsOfVfs));
        counting[OpenInVfs] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, int>)&Open;
        if (Register((nint)counting, 1) != 0)
        {
            throw new InvalidOperationException("SQLite did not take the file system that counts.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, nint name, nint file, int flags, nint flagsOut)
    {
        int result = ((delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, int>)system[OpenInVfs])(vfs, name, file, flags, flagsOut);
        nint* methods = (nint*)file;
        if (result == 0 && *methods != 0)
        {
            *methods = CountingOf(*methods);
        }

        return result;
    }

    /// <summary>A database and its log have different methods, but the same <c>xSync</c>.</summary>
    private static nint CountingOf(nint methods)
    {
        lock (Counting)
        {
            if (!Counting.TryGetValue(methods, out nint counting))
            {
                nint* copy = (nint*)NativeMemory.Alloc(WordsOfMethods, (nuint)sizeof(nint));
                new ReadOnlySpan<nint>((void*)methods, WordsOfMethods).CopyTo(new Span<nint>(copy, WordsOfMethods));
                syncOfSystem = (delegate* unmanaged[Cdecl]<nint, int, int>)copy[SyncInMethods];
                copy[SyncInMethods] = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Sync;
                Counting[methods] = counting = (nint)copy;
            }

            return counting;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(nint file, int flags)
    {
        Interlocked.Increment(ref count);
        return syncOfSystem(file, flags);
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern nint Find(nint name);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Register(nint vfs, int isDefault);
}
