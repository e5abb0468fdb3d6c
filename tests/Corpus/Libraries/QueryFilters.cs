// Declarations with the metadata names of Microsoft.EntityFrameworkCore, as far as query filters need them.
#pragma warning disable
using System.Linq.Expressions;

namespace Microsoft.EntityFrameworkCore.Metadata.Builders
{
    public class EntityTypeBuilder<TEntity>
        where TEntity : class
    {
        public EntityTypeBuilder<TEntity> HasQueryFilter(Expression<Func<TEntity, bool>> filter) => this;
    }
}

namespace Microsoft.EntityFrameworkCore
{
    public class ModelBuilder
    {
        public Metadata.Builders.EntityTypeBuilder<TEntity> Entity<TEntity>()
            where TEntity : class => new();
    }

    public static class EntityFrameworkQueryableExtensions
    {
        public static IQueryable<TEntity> IgnoreQueryFilters<TEntity>(this IQueryable<TEntity> source)
            where TEntity : class => source;
    }
}
