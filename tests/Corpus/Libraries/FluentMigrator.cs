// Declarations with the metadata names of FluentMigrator.Runner.
namespace FluentMigrator.Runner;

public interface IMigrationRunner
{
    void MigrateUp();
}
