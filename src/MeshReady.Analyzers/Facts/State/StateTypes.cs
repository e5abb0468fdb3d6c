using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>What a field can hold, judged by its type.</summary>
internal enum HolderKind
{
    /// <summary>Nothing that could move to a shared store: a handle, a service, a table of code.</summary>
    None,

    /// <summary>A collection that mutates in place.</summary>
    Collection,

    /// <summary>A collection through which work is handed on; taking from it is no reading back.</summary>
    Queue,

    /// <summary>A number, text or other plain value.</summary>
    Value,

    /// <summary>A record or class of the project's own data.</summary>
    Data,
}

/// <summary>Tells data from handles: only data can be lost by a restart or differ between replicas.</summary>
internal static class StateTypes
{
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        "List", "IList", "ICollection", "Dictionary", "IDictionary", "HashSet", "ISet", "LinkedList", "SortedList", "SortedDictionary", "SortedSet",
        "ConcurrentDictionary", "ConcurrentBag", "Collection", "ObservableCollection", "KeyedCollection", "OrderedDictionary", "ArrayList", "Hashtable",
        "ImmutableList", "ImmutableArray", "ImmutableDictionary", "ImmutableHashSet", "ImmutableSortedDictionary", "ImmutableSortedSet", "IImmutableList", "IImmutableDictionary",
        "IReadOnlyList", "IReadOnlyCollection", "IReadOnlyDictionary", "IEnumerable",
    };

    private static readonly HashSet<string> Queues = new(StringComparer.Ordinal)
    {
        "Queue", "Stack", "ConcurrentQueue", "ConcurrentStack", "BlockingCollection", "PriorityQueue", "IProducerConsumerCollection", "ImmutableQueue", "ImmutableStack",
    };

    private static readonly string[] CodeSuffixes =
    [
        "Handler", "Provider", "Factory", "Client", "Connection", "Listener", "Subscription", "Subscriber", "Observer", "Watcher", "Serializer", "Plugin",
        "Descriptor", "Definition", "Mapper", "Strategy", "Validator", "Policy", "Service", "Manager", "Options", "Settings", "Configuration", "Config", "Logger",
        "Builder", "Resolver", "Middleware", "Module", "Lock", "Lease", "Socket", "Channel", "Pipeline", "Schema", "Template", "Metadata",
    ];

    public static bool IsCollectionName(string name) => Collections.Contains(name) || Queues.Contains(name);

    public static HolderKind KindOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return IsData(array.ElementType, 0) ? HolderKind.Collection : HolderKind.None;
        if (type is not INamedTypeSymbol named)
            return HolderKind.None;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return KindOf(named.TypeArguments[0]);

        if (IsInCollections(named))
        {
            foreach (var argument in named.TypeArguments)
            {
                if (!IsData(argument, 0))
                    return HolderKind.None;
            }

            return Queues.Contains(named.Name) ? HolderKind.Queue
                : Collections.Contains(named.Name) ? HolderKind.Collection : HolderKind.None;
        }

        if (IsPlain(named))
            return HolderKind.Value;
        return named.TypeKind is TypeKind.Class or TypeKind.Struct && named.Locations[0].IsInSource && IsData(named, 0) ? HolderKind.Data : HolderKind.None;
    }

    public static bool IsInCollections(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Collections_IEnumerable || type.SpecialType != SpecialType.System_String && type.IsInNamespace("System.Collections") && type.ContainingType is null;

    /// <summary>A number, text, time, id or enumeration.</summary>
    public static bool IsPlain(ITypeSymbol type)
        => type.TypeKind == TypeKind.Enum
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String
            || type.SpecialType == SpecialType.System_DateTime
            || (type.Name is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" && type.ContainingNamespace is { Name: "System" });

    /// <summary>Types behind which the data has its home: databases, caches for all replicas, remote services, files.</summary>
    public static bool IsStore(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "DbContext" or "DbConnection" or "DbSet" or "HttpClient" or "File" or "FileStream")
                return true;
        }

        return type is not null
            && (type.Name is "IDbContextFactory" or "IDbConnection" or "IDistributedCache" or "HybridCache" or "IMemoryCache" or "IDatabase" or "IConnectionMultiplexer" or "IMongoCollection" or "IMongoDatabase"
                || EndsWithAny(type.Name, "Repository", "Store", "DbContext", "Session", "Client", "Dao", "Gateway", "UnitOfWork"));
    }

    // A handle cannot be moved to a database: a timer, a socket, a task, a delegate, a lock, a type; nor can what owns one.
    private static bool IsData(ITypeSymbol type, int depth)
    {
        if (IsPlain(type) || type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.Error or TypeKind.Dynamic && !EndsWithAny(type.Name, CodeSuffixes))
            return true;
        if (type is IArrayTypeSymbol array)
            return IsData(array.ElementType, depth);
        // What a generic type holds its users decide; a repository's is data.
        if (type is ITypeParameterSymbol { DeclaringType.Name: { } generic })
            return generic.IndexOf("Repository", StringComparison.Ordinal) >= 0 || generic.IndexOf("Store", StringComparison.Ordinal) >= 0;
        if (type.TypeKind is TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer || type is not INamedTypeSymbol named)
            return false;
        if (named.IsTupleType)
            return named.TupleElements.All(e => IsData(e.Type, depth));
        if (IsInCollections(named) || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return named.TypeArguments.All(a => IsData(a, depth));
        if (EndsWithAny(named.Name, CodeSuffixes) || named.IsOrInherits("System.IDisposable") || named.IsOrInherits("System.IAsyncDisposable") || named.IsOrInherits("System.Attribute"))
            return false;
        if (named.TypeKind == TypeKind.Interface)
            return named.GetMembers().All(static m => m is IPropertySymbol or IMethodSymbol { MethodKind: not MethodKind.Ordinary });
        if (!named.Locations[0].IsInSource)
        {
            // A type of another project is taken for data; a type of the framework is one of its mechanisms.
            return named.IsInNamespace("System") ? named.Name is "Uri" or "Version" or "BigInteger" or "Vector2" or "KeyValuePair" or "JsonElement" or "JsonDocument" or "JsonNode" or "JsonObject"
                : !named.IsInNamespace("Microsoft");
        }

        if (depth >= 2)
            return true;
        foreach (var member in named.GetMembers())
        {
            // A record's EqualityContract is no state of its own.
            if (member is IPropertySymbol && member.IsImplicitlyDeclared)
                continue;
            var held = member switch
            {
                IFieldSymbol { IsStatic: false } field => field.Type,
                IPropertySymbol { IsStatic: false, IsIndexer: false } property => property.Type,
                _ => null,
            };
            if (held is not null && !SymbolEqualityComparer.Default.Equals(held, named) && IsHandle(held, depth + 1))
                return false;
        }

        return true;
    }

    private static bool IsHandle(ITypeSymbol type, int depth)
    {
        if (type.TypeKind == TypeKind.Delegate || type.IsOrInherits("System.IDisposable"))
            return true;
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named && named.Locations[0].IsInSource)
            return !IsData(named, depth);
        return type.IsOrInherits("System.Threading.Tasks.Task") || type.Name is "TaskCompletionSource" or "Timer" or "Thread" or "Type" or "MethodInfo" or "PropertyInfo" or "Regex" or "Expression" or "Channel" or "ILogger";
    }

    public static bool EndsWithAny(string name, params string[] suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
