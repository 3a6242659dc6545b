namespace FollowUpFlows.Runtime.Durable;

/// <summary>Tables of the durable engine in <c>runtime.db</c>.</summary>
internal static class InstanceSchema
{
    /// <summary>First of the file's scripts that concerns the engine; never changed once a shop has run it.</summary>
    public const string Script =
        """
        CREATE TABLE instances (
            id TEXT NOT NULL PRIMARY KEY,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT,
            status INTEGER NOT NULL,
            is_started INTEGER NOT NULL,
            is_scheduled INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure TEXT,
            tags TEXT,
            parent TEXT
        ) WITHOUT ROWID;
        CREATE INDEX instances_unstarted ON instances (id) WHERE is_started = 0;

        CREATE TABLE history (
            instance_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            event BLOB NOT NULL,
            PRIMARY KEY (instance_id, position)
        ) WITHOUT ROWID;

        CREATE TABLE messages (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL,
            execution_id TEXT,
            event BLOB NOT NULL
        );
        CREATE INDEX messages_instance ON messages (instance_id);

        CREATE TABLE activities (
            number INTEGER PRIMARY KEY,
            instance_id TEXT NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            input TEXT,
            UNIQUE (instance_id, task_id)
        );

        CREATE TABLE timers (
            number INTEGER PRIMARY KEY,
            instance_id TEXT NOT NULL,
            task_id INTEGER NOT NULL,
            fire_at INTEGER NOT NULL,
            UNIQUE (instance_id, task_id)
        );
        CREATE INDEX timers_fire_at ON timers (fire_at, number);
        """;

    /// <summary>From here on a row of the history holds what one episode recorded, in a form that earlier releases cannot read; they stop at
    /// the file's version. Rows that are there stay as they are and are read for ever.</summary>
    public const string PackedHistory = "-- nothing to change";

    /// <summary>What caused an instance, for those who trace.</summary>
    public const string Traces = "ALTER TABLE instances ADD COLUMN trace TEXT";
}
